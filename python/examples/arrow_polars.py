"""Verify stored App Store data in Polars: arrow_polars.py FOLDER [ROWS]

FOLDER holds signed.txt, a signed transaction in each line, and root.der, who is trusted for them.
With more ROWS than lines, the lines are taken several times.
"""

import sys
import time
from pathlib import Path
import polars as pl
from waxwing import app_store

BATCH = 100_000

folder = Path(sys.argv[1])
verifier = app_store.Verifier(
    bundle_ids="com.example.app",
    environments="Sandbox",
    roots=(folder / "root.der").read_bytes(),  # leave out to trust Apple's
)
lines = pl.Series("signed", (folder / "signed.txt").read_text().splitlines())
rows = int(sys.argv[2]) if len(sys.argv) > 2 else len(lines)

# Repeated without copies: each piece is the same memory once more.
stored = pl.concat([lines] * (rows // len(lines) + 1), rechunk=False).head(rows)
started = time.perf_counter()
sales = []
for begin in range(0, rows, BATCH):
    verified = pl.DataFrame(verifier.verify_arrow(stored.slice(begin, BATCH)))
    sales.append(verified.select("product_id", "currency", "error_code", "price"))
seconds = time.perf_counter() - started
total = (
    pl.concat(sales)
    .group_by("product_id", "currency", "error_code")
    .agg(pl.len(), pl.col("price").sum() / 1000)
    .sort("product_id", "currency", "error_code", nulls_last=True)
)
for row in total.rows():
    print(*row)
print(f"polars: {rows} rows, {len(lines)} signatures, {seconds:.1f} s, {rows / seconds:.0f} rows/s")
