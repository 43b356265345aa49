#!/bin/bash
# Formatting of C#, C and C++, and that every Python file compiles. Changes nothing.
set -uo pipefail
cd "$(dirname "$0")/.."
. eng/env.sh
failed=0

say "C#: dotnet format"
dotnet restore GapInterop.sln -v q && dotnet format whitespace GapInterop.sln --verify-no-changes --no-restore || failed=1
dotnet format style GapInterop.sln --verify-no-changes --no-restore --severity warn || failed=1

say "C and C++: clang-format"
if command -v clang-format >/dev/null; then
    git ls-files '*.c' '*.cpp' '*.h' | xargs -r clang-format --dry-run -Werror || failed=1
else
    echo "lint: error: clang-format not found; apt-get install clang-format" >&2
    failed=1
fi

say "Python: compileall"
git ls-files '*.py' | "$PYTHON" -c '
import ast, sys
for path in sys.stdin.read().split():
    ast.parse(open(path, encoding="utf-8").read(), path)
' || failed=1

[ "$failed" -eq 0 ] && echo "lint: clean"
exit "$failed"
