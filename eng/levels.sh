# What the build scripts of native images share. Source it from the repository root; it takes the levels wanted from the arguments
# (default: all) and sets $runtime and $levels.

case $(uname -m) in
    x86_64) runtime=linux-x64 levels=${*:-x86-64 x86-64-v3 x86-64-v4} ;;
    aarch64) runtime=linux-arm64 levels=generic ;;
    *) echo "$0: processor is $(uname -m), expected x86_64 or aarch64" >&2; exit 1 ;;
esac

# True when a file lacks or any of the given sources is newer.
stale() {
    target=$1
    shift
    [ ! -e "$target" ] || [ -n "$(find "$@" -name bin -prune -o -name obj -prune -o -type f -newer "$target" -print | head -n 1)" ]
}

# Puts a finished file in place at one go, so that a program that has the old one mapped keeps it.
place() {
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2.new"
    mv -f "$2.new" "$2"
}

# Compiles C as strictly as this project does.
compile() {
    "${CC:-cc}" -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Werror ${CFLAGS:-} -I src/GapNative/include -I src/GapNative/front "$@"
}
