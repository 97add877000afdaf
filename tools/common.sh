# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Shared by ./run and ./test: progress lines, packages, build.

: "${root:?the folder of the project}"
started_ms=$(date +%s%3N)

# One line of progress with the seconds since the start.
say()
{
    local ms=$(($(date +%s%3N) - started_ms))
    printf '[%4d.%d s] %s\n' $((ms / 1000)) $((ms % 1000 / 100)) "$*"
}

die()
{
    printf '%s\n' "$*" >&2
    exit 1
}

# The packages of the given sections of packaging/debian-packages.txt that are not installed.
missing_packages()
{
    local section='' line alternative wanted=" $* "
    while IFS= read -r line; do
        case $line in
            '' | '#'*) continue ;;
            '['*']') section=${line//[\[\]]/} && continue ;;
        esac
        [[ $wanted == *" $section "* ]] || continue
        local present='' first='' known=''
        for alternative in ${line//|/ }; do
            first=${first:-$alternative}
            if dpkg-query -W -f '${db:Status-Status}\n' "$alternative" 2>/dev/null | grep -qx installed; then
                present=yes
                break
            fi
            if [[ -z $known ]] && apt-cache show "$alternative" >/dev/null 2>&1; then
                known=$alternative
            fi
        done
        [[ -n $present ]] || printf '%s\n' "${known:-$first}"
    done < "$root/packaging/debian-packages.txt"
}

# Installs what is missing on Debian and Ubuntu; elsewhere says what is needed when the tools are not there.
ensure_packages()
{
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        local tool
        for tool in cmake ninja python3 c++; do
            command -v "$tool" >/dev/null || die "'$tool' is missing, and this is not Debian or Ubuntu: install the equivalents of
$(grep -v '^[#[]' "$root/packaging/debian-packages.txt" | grep .)
or build with vcpkg, see README.md."
        done
        return
    fi
    # Asking dpkg for each package takes a second: not again for the same list.
    local stamp="$root/build/.packages-$*" have
    stamp=${stamp// /-}
    have=$(cksum < "$root/packaging/debian-packages.txt")
    if [[ -f $stamp && $(cat "$stamp") == "$have" ]]; then
        return
    fi
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if ((${#missing[@]} > 0)); then
        local apt=(apt-get)
        if ((EUID != 0)); then
            command -v sudo >/dev/null || die "These packages are missing: ${missing[*]}
Ask an administrator for: apt-get install ${missing[*]}"
            apt=(sudo apt-get)
        fi
        say "installing ${#missing[@]} packages: ${missing[*]}"
        DEBIAN_FRONTEND=noninteractive "${apt[@]}" update -qq || say "apt-get update failed, trying with what is known"
        DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" \
            || die "The packages could not be installed; see above."
    fi
    mkdir -p "$root/build"
    printf '%s\n' "$have" > "$stamp"
}

# build PRESET [TARGET…]: configures when needed, builds what is out of date.
build()
{
    local preset=$1 directory=$1 log
    shift
    [[ $preset == ci ]] && directory=dev
    local build_dir="$root/build/$directory" targets=() target
    mkdir -p "$build_dir"
    log="$build_dir/build.log"
    if [[ ! -f $build_dir/build.ninja || $(cat "$build_dir/.preset" 2>/dev/null) != "$preset" ]]; then
        say "configuring (preset $preset)"
        local werror=OFF
        [[ $preset == ci ]] && werror=ON
        (cd "$root" && cmake --preset "$preset" -DDESKBELL_WERROR=$werror -DDESKBELL_CONSOLE=ON) > "$log" 2>&1 \
            || { tail -30 "$log" >&2; die "Configuring failed; the whole log is $log"; }
        printf '%s\n' "$preset" > "$build_dir/.preset"
    fi
    for target in "$@"; do
        targets+=(--target "$target")
    done
    say "building${*:+ $*}"
    if [[ -t 1 ]]; then
        (cd "$root" && cmake --build --preset "$preset" "${targets[@]}") || die "The build failed; see above."
    else
        (cd "$root" && cmake --build --preset "$preset" "${targets[@]}") > "$log" 2>&1 \
            || { grep -E 'error|FAILED|warning: ' "$log" | head -40 >&2; tail -5 "$log" >&2; die "The build failed; the whole log is $log"; }
    fi
    say "built"
}
