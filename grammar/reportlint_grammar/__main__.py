"""``python -m reportlint_grammar``: writes the tables of the grammars, after one of them was changed."""

from pathlib import Path

from .tables import GRAMMARS, made_table, written

for grammar in GRAMMARS:
    Path(__file__).with_name(f"{grammar.name}.json").write_text(written(made_table(grammar)), encoding="utf-8")
