"""What was found before, kept on disk: files that are what they were are not looked at again.

The modules are imported one by one: a run that was made before needs :mod:`~reportlint.cache.runs` alone and has no
time for the others.
"""
