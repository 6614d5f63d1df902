#!/usr/bin/env python3
"""Opens a dataset with the tools people use, and fails when one of them stumbles.

    chitieu extract corpus -o out --dataset --parquet --sqlite --sdmx
    chitieu schema > schema.json
    check_dataset.py out schema.json

Needs from PyPI: duckdb, frictionless==5.*, jsonschema, pandas, pyarrow, sdmx1.
"""
import decimal, json, pathlib, sqlite3, sys

import duckdb, frictionless, jsonschema, pandas, pyarrow.parquet, sdmx
from sdmx.model import v21 as model

folder, schema = pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))

report = frictionless.validate(str(folder / "datapackage.json"))
assert report.valid, report.to_summary()

validator = jsonschema.Draft202012Validator(schema)
records = sorted((folder / "records").glob("*.json"))
assert records, "no records"
for path in records:
    validator.validate(json.loads(path.read_text("utf-8")))

table = pandas.read_csv(folder / "targets.csv", dtype=str, keep_default_na=False)
if (folder / "targets.parquet").exists():
    types = {f.name: str(f.type) for f in pyarrow.parquet.read_schema(folder / "targets.parquet")}
    assert types["low"] == types["canonical_low"] == "decimal128(28, 9)" and types["year"] == "int32", types
    assert str(pyarrow.parquet.read_schema(folder / "documents.parquet").field("ocr").type) == "bool"
    targets = pandas.read_parquet(folder / "targets.parquet")
    assert all(isinstance(n, decimal.Decimal) for n in targets.low.dropna())
    assert len(targets) == len(table)
    parquet = str(folder / "targets.parquet").replace("'", "''")
    described = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM '{parquet}'").fetchall()}
    assert described["low"] == "DECIMAL(28,9)" and described["year"] == "INTEGER", described
    assert duckdb.sql(f"SELECT count(*) FROM '{parquet}'").fetchall()[0][0] == len(targets)

database = sqlite3.connect(folder / "dataset.sqlite")
assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
assert not database.execute("PRAGMA foreign_key_check").fetchall()
assert database.execute("SELECT count(*) FROM targets").fetchone()[0] == len(table)
assert {t for (t,) in database.execute("SELECT DISTINCT typeof(low) FROM targets")} <= {"integer", "real", "null"}
if len(table):
    word = table.indicator.iloc[0].split()[0]
    found = database.execute("SELECT count(*) FROM search WHERE search MATCH ?", (f'"{word}"',)).fetchone()[0]
    assert found, f"search does not find {word}"

# SDMX-CSV carries no structure of its own: a reader is told which columns are dimensions.
names = (folder / "targets.sdmx.csv").read_text("utf-8").splitlines()[0].split(",")[3:]
measure = names.index("OBS_VALUE")
structure = model.DataStructureDefinition(id="TARGETS")
for name in names[:measure]:
    structure.dimensions.append(model.Dimension(id=name))
structure.measures.append(model.PrimaryMeasure(id="OBS_VALUE"))
for name in names[measure + 1:]:
    structure.attributes.append(model.DataAttribute(id=name))
flow = model.DataflowDefinition(id="TARGETS", maintainer=model.Agency(id="CHITIEU"), version="1.0", structure=structure)
message = sdmx.read_sdmx(folder / "targets.sdmx.csv", structure=flow)
observations = sum(len(data.obs) for data in message.data)
coded = ((table.indicator_id != "") & table.kind.isin(["target", "baseline"]) & (table.period_end != "")).sum()
assert observations == coded, (observations, coded)

print(f"{len(records)} records, {len(table)} rows, {observations} observations: every tool reads them")
