"""The parts of the HTML page: the table of all reports, and each report with its findings in place.

``page.html``, ``page.css`` and ``page.js`` are what does not change from run to run.
"""
