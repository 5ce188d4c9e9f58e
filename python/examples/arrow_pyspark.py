"""Verify stored App Store data on Spark, by mapInArrow: arrow_pyspark.py FOLDER [ROWS]

FOLDER holds signed.txt, a signed transaction in each line, and root.der, who is trusted for them.
With more ROWS than lines, the lines are taken as often as that needs. Runs on this machine alone; on a
cluster, change the session and install waxwing on its workers.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
import pyarrow as pa  # type: ignore[import-untyped]
from pyspark.sql import SparkSession, functions as f
from pyspark.sql.pandas.types import from_arrow_schema
from waxwing import app_store

folder = Path(sys.argv[1])
verifier = app_store.Verifier(  # pickled, so each worker has its own
    bundle_ids="com.example.app",
    environments="Sandbox",
    roots=(folder / "root.der").read_bytes(),  # leave out to trust Apple's
)
# Spark takes microseconds only, so the dates are cast.
WANTED = pa.schema(
    {
        "ok": pa.bool_(),
        "error_code": pa.string(),
        "product_id": pa.string(),
        "currency": pa.string(),
        "price": pa.int64(),
        "purchase_date": pa.timestamp("us", "UTC"),
    }
)


def verify(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:  # one thread, as Spark runs a worker on each core
        verified = pa.record_batch(verifier.verify_arrow(batch.column("signed"), threads=1))
        yield verified.select(WANTED.names).cast(WANTED)


os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
cores = os.cpu_count() or 1
spark = (
    SparkSession.builder.master(f"local[{cores}]")
    .appName("waxwing")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "localhost")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.memory", "2g")
    .config("spark.sql.shuffle.partitions", cores)
    .config("spark.sql.session.timeZone", "UTC")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", 5_000)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
lines = spark.read.text(str(folder / "signed.txt")).withColumnRenamed("value", "signed").cache()
count = lines.count()
times = -(-int(sys.argv[2]) // count) if len(sys.argv) > 2 else 1
rows = times * count
stored = spark.range(0, times, 1, min(times, 4 * cores)).crossJoin(f.broadcast(lines)).select("signed")
started = time.perf_counter()
sales = stored.mapInArrow(verify, from_arrow_schema(WANTED))
total = sales.groupBy("product_id", "currency", "error_code").agg(
    f.count("*"), f.sum("price") / 1000, f.min("purchase_date")
)
for row in total.orderBy("product_id", "currency", "error_code").collect():
    print(*row)
seconds = time.perf_counter() - started
print(f"pyspark: {rows} rows, {count} signatures, {seconds:.1f} s, {rows / seconds:.0f} rows/s")
spark.stop()
