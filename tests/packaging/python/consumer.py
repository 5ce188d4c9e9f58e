"""A program that has nothing but the installed wheel. Its argument is the version that it must find."""

import sys
from importlib import metadata, resources

import waxwing

expected = sys.argv[1]
found = {"__version__": waxwing.__version__, "metadata": metadata.version("waxwing")}
if set(found.values()) != {expected}:
    sys.exit(f"expected {expected}, found {found}")
for file in ("py.typed", "_waxwing.pyi"):
    if not resources.files("waxwing").joinpath(file).is_file():
        sys.exit(f"the wheel has no {file}")
missing = [name for name in waxwing.__all__ if not hasattr(waxwing, name)]
if missing:
    sys.exit(f"__all__ names what is not there: {missing}")
print(f"waxwing {waxwing.__version__} of {waxwing.__file__}")
