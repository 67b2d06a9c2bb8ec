"""The norm behind the rules on years."""

YEAR_BASIS = "《中华人民共和国政府信息公开条例》第四十九条、第五十条：报告的是上一年度的情况"
"""A report covers one calendar year, which its title names."""
