#!/bin/sh
# Prints the first Python on PATH that is new enough and can make an environment with pip: the
# usual one before others. PYTHON=... names another one.
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14 python}; do
    "$candidate" - <<'TEST' >/dev/null 2>&1 && command -v "$candidate" && exit 0
import sys
if sys.version_info < (3, 11):
    sys.exit(1)
import venv
try:
    import ensurepip
except ImportError:
    import pip
TEST
done
echo "Needed: Python 3.11 or newer with venv and pip (Debian: apt-get install python3-venv)." \
    "None was found on PATH; PYTHON=/path/to/python names one." >&2
exit 1
