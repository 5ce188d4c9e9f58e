"""Verify stored App Store data inside DuckDB: arrow_duckdb.py FOLDER [ROWS]

FOLDER holds signed.txt, a signed transaction in each line, and root.der, who is trusted for them.
With more ROWS than lines, the lines are taken several times.
"""

import sys
import time
from pathlib import Path
import duckdb
from waxwing import app_store

BATCH = 100_000

folder = Path(sys.argv[1])
verifier = app_store.Verifier(
    bundle_ids="com.example.app",
    environments="Sandbox",
    roots=(folder / "root.der").read_bytes(),  # leave out to trust Apple's
)
lines = (folder / "signed.txt").read_text().splitlines()
rows = int(sys.argv[2]) if len(sys.argv) > 2 else len(lines)

database = duckdb.connect()
database.execute("create table stored as select unnest($1) as signed", [lines])
database.execute("create table sales (product_id varchar, currency varchar, error_code varchar, price bigint)")
started = time.perf_counter()
done = 0
while done < rows:
    take = min(BATCH, rows - done)
    batch = database.sql(f"select signed from stored, range({take // len(lines) + 1}) limit {take}")
    verified = verifier.verify_arrow(batch)  # a table with a row for each
    database.execute("insert into sales select product_id, currency, error_code, price from verified")
    done += len(verified)
seconds = time.perf_counter() - started
query = """select product_id, currency, error_code, count(*), sum(price) / 1000
           from sales group by all order by all"""
for row in database.sql(query).fetchall():
    print(*row)
print(f"duckdb: {done} rows, {len(lines)} signatures, {seconds:.1f} s, {done / seconds:.0f} rows/s")
