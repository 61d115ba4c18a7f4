#!/usr/bin/env python3
"""Makes the data of this example from the whole data set (a folder with products.csv.gz, receipts.jsonl.gz,
stores.csv.gz, clients.csv.gz, coupons.csv.gz and campaigns.csv.gz):

    python3 make_sample.py FOLDER

Receipts: every 66th in order of time, plus odd ones: the longest, those that name a product the catalogue does not
know, and the first few with a price of zero, with a quantity below 0.01, with coupon codes and with fuel.
Products: those the receipts, the weekly lists and the tests name, those bought with a coupon that covers them, and one
of each category that a promotion names and that would have none. Stores: all; region and format are invented here (the
data set knows only numbers). Clients: all that answered the questionnaire. Campaigns: all, each with all of its codes
and with those of its goods that are in `products.csv`.
"""

import csv
import gzip
import json
import pathlib
import re
import sys
from collections import Counter
from decimal import Decimal

HERE = pathlib.Path(__file__).parent
REGIONS = ["North", "East", "South", "West"]


def table(folder, name):
    with gzip.open(folder / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def receipts(folder):
    with gzip.open(folder / "receipts.jsonl.gz", "rt", encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def write_csv(name, rows, columns):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def choose(texts, parsed, catalogue):
    """Numbers of the receipts to keep, in order of time."""
    chosen = set(range(0, len(texts), 66))
    chosen.add(max(range(len(parsed)), key=lambda i: len(parsed[i]["lines"])))
    odd = {
        "unknown product": (lambda line: line["sku"] not in catalogue, 20),
        "price of zero": (lambda line: Decimal(line["price"]) == 0, 12),
        "tiny quantity": (lambda line: 0 < Decimal(line["quantity"]) < Decimal("0.01"), 6),
        "fuel": (lambda line: "." in line["quantity"], 6),
    }
    for wanted, most in odd.values():
        found = (i for i, receipt in enumerate(parsed) if any(wanted(line) for line in receipt["lines"]))
        chosen.update(i for i, _ in zip(found, range(most)))
    with_coupons = [i for i, receipt in enumerate(parsed) if receipt.get("coupons")]
    chosen.update(with_coupons[:: max(1, len(with_coupons) // 12)])
    return sorted(chosen)


def examples_of_categories(catalogue, named):
    """A SKU of each category that the programme names and that has no product among `named`."""
    inside = lambda sku, path: (catalogue[sku]["category"] + "/").startswith(path + "/")
    for file in sorted(HERE.glob("**/*.perk")):
        for path in re.findall(r'"([^"\n]+)"', file.read_text(encoding="utf-8")):
            if not any(sku in catalogue and inside(sku, path) for sku in named):
                yield from sorted(sku for sku in catalogue if inside(sku, path))[:1]


def covered(folder):
    """By campaign its codes, in order of appearance, and what goods each covers."""
    campaigns = {row["campaign"]: {} for row in table(folder, "campaigns.csv.gz")}
    for row in table(folder, "coupons.csv.gz"):
        campaigns[row["campaign"]].setdefault(row["code"], set()).add(row["sku"])
    return campaigns


def bought_with_codes(parsed, campaigns):
    """SKUs on receipts with a code that covers them."""
    goods = {code: skus for codes in campaigns.values() for code, skus in codes.items()}
    for receipt in parsed:
        for code in receipt.get("coupons", []):
            yield from (line["sku"] for line in receipt["lines"] if line["sku"] in goods.get(code, ()))


def write_campaigns(campaigns, known):
    for number, codes in campaigns.items():
        write_csv(f"campaigns/codes/{number:0>2}.csv", ({"code": code} for code in sorted(codes)), ["code"])
        goods = sorted(set().union(*codes.values()).intersection(known))
        write_csv(f"campaigns/goods/{number:0>2}.csv", ({"sku": sku} for sku in goods), ["sku"])


def main(folder):
    catalogue = {row["sku"]: row for row in table(folder, "products.csv.gz")}
    texts = receipts(folder)
    parsed = [json.loads(text) for text in texts]
    chosen = choose(texts, parsed, catalogue)
    (HERE / "receipts.sample.jsonl").write_text("".join(texts[i] + "\n" for i in chosen), encoding="utf-8")

    named = {line["sku"] for i in chosen for line in parsed[i]["lines"]}
    for path in HERE.glob("weekly/*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            named.update(row["sku"] for row in csv.DictReader(file))
    for path in HERE.glob("tests/*.perk"):
        words = path.read_text(encoding="utf-8").replace("`", " ").replace('"', " ").split()
        named.update(word for word in words if word in catalogue)
    campaigns = covered(folder)
    named.update(bought_with_codes(parsed, campaigns))
    named.update(examples_of_categories(catalogue, named))
    known = sorted(sku for sku in named if sku in catalogue)
    write_campaigns(campaigns, known)
    write_csv("products.csv", (catalogue[s] for s in known), ["sku", "name", "category", "brand", "supplier", "package"])

    sales = Counter(receipt["store"] for receipt in parsed)
    size = lambda store: "hyper" if sales[store] >= 700 else "super" if sales[store] >= 100 else "express"
    stores = [row["store"] for row in table(folder, "stores.csv.gz")]
    rows = ({"store": s, "region": REGIONS[int(s) % 4], "format": size(s)} for s in sorted(stores, key=int))
    write_csv("stores.csv", rows, ["store", "region", "format"])

    facts = {"age": "age_group", "income": "income", "home": "home", "children": "children"}
    clients = [
        {
            "id": row["card"],
            "card": row["card"],
            "status": "known",
            "properties": {name: row[column] for column, name in facts.items() if row[column]},
        }
        for row in table(folder, "clients.csv.gz")
    ]
    lines = ",\n".join(json.dumps(client) for client in clients)
    (HERE / "clients.json").write_text(f'{{"clients": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{len(chosen)} receipts, {len(known)} products, {len(stores)} stores, {len(clients)} clients")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
