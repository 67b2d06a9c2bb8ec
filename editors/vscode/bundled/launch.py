# Starts reportlint: that of this Python or, with --bundled, the copy that came with the extension.
# Any Python must be able to read this file, so that one that is too old can be told of.
import sys

# Read by the extension: what an exit status of this file means.
NOT_THERE, TOO_OLD = 3, 4


def main():
    if sys.version_info < (3, 10):
        sys.stderr.write("Python %d.%d\n" % sys.version_info[:2])
        return TOO_OLD
    from pathlib import Path

    here = str(Path(__file__).resolve().parent)
    # Neither this folder nor the current one may stand in for what is installed.
    sys.path[:] = [entry for entry in sys.path if entry not in ("", here)]
    if sys.argv[1:2] == ["--bundled"]:
        del sys.argv[1]
        sys.path.insert(0, str(Path(here) / "libs"))
    try:
        from reportlint.cli import main as run
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("reportlint"):
            raise
        sys.stderr.write("%s\n" % error)
        return NOT_THERE
    return run()


if __name__ == "__main__":
    sys.exit(main())
