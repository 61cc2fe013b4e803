# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Sourced by packaging/run and packaging/test: gets a machine ready and builds. Starts in the repository's folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# One line for each phase: what it is, how long it usually takes on two cores, and how long it took.
say() { # PHASE [EXPECTED]
    end_phase
    printf '\n== %s%s\n' "$1" "${2:+ ($2)}"
    phase_began=$SECONDS
}

phase_began=
end_phase() {
    [[ -z $phase_began ]] || printf -- '-- done in %d min %02d s\n' $(((SECONDS - phase_began) / 60)) $(((SECONDS - phase_began) % 60))
    phase_began=
}

# A command that is heard only if it fails.
quietly() { # LOG COMMAND…
    local log=build/log/$1
    shift
    mkdir -p build/log
    "$@" >"$log" 2>&1 </dev/null || {
        local status=$?
        cat "$log" >&2
        return "$status"
    }
}

fail() {
    printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Names of the packages in the given sections of debian-packages.txt.
listed_packages() { # SECTION…
    awk -v wanted=" $* " '
        /^\[/ { gsub(/[][]/, ""); take = index(wanted, " " $0 " "); next }
        take && NF && !/^#/' packaging/debian-packages.txt
}

is_debian_12() {
    [[ -r /etc/os-release ]] && (
        # shellcheck source=/dev/null
        . /etc/os-release
        [[ ${ID:-} == debian && ${VERSION_ID:-} == 12 ]]
    )
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo "$@"
    fi
}

install_missing_packages() { # SECTION…
    local -a wanted missing=()
    local package
    mapfile -t wanted <<<"$(listed_packages "$@")"
    for package in "${wanted[@]}"; do
        [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
            missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        echo "All ${#wanted[@]} packages are installed"
        return
    fi
    ((EUID == 0)) || command -v sudo >/dev/null ||
        fail "Packages are missing and there is no sudo here. As root, run: apt-get install ${missing[*]}"
    echo "Installing ${#missing[@]} of ${#wanted[@]} packages: ${missing[*]}"
    quietly apt-update.txt as_root apt-get update --quiet ||
        fail "apt-get update failed; its reason stands above. Check the network and /etc/apt/sources.list."
    quietly apt-install.txt as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet \
        --no-install-recommends "${missing[@]}" || fail "apt-get could not install the packages; its reason stands above."
}

# On other systems nothing is installed: everything missing is named at once.
name_what_is_missing() {
    local -a missing=()
    command -v cmake >/dev/null || missing+=("CMake 3.25 or newer (cmake)")
    command -v ninja >/dev/null || missing+=("Ninja (ninja)")
    command -v c++ >/dev/null || missing+=("a C++20 compiler (c++)")
    if ((${#missing[@]} == 0)); then
        local probe
        probe=$(mktemp -d)
        cmake -S packaging/probe -B "$probe" -G Ninja >"$probe/log" 2>&1 || true
        if grep -q '^-- Missing: ' "$probe/log"; then
            mapfile -t missing <<<"$(sed -n 's/^-- Missing: //p' "$probe/log")"
        elif ! grep -q '^-- Nothing is missing' "$probe/log"; then
            cat "$probe/log" >&2
            missing+=("a CMake and a compiler that work together (what they said stands above)")
        fi
        rm -rf "$probe"
    else
        missing+=("and perhaps libraries, which can be looked for only once these are there")
    fi
    ((${#missing[@]} == 0)) && return
    {
        printf '\n%s: This system is not Debian 12, so nothing is installed for you. Missing:\n' "$(basename "$0")"
        printf '  - %s\n' "${missing[@]}"
        printf 'Install these and run this again. Debian 12 has them as the packages of packaging/debian-packages.txt.\n'
    } >&2
    exit 1
}

# Everything up to a configured build folder. The sections are those of debian-packages.txt.
set_up() { # PRESET SECTION…
    local preset=$1
    shift
    case "$(uname -s) $(uname -m)" in
    "Linux x86_64" | "Linux aarch64") ;;
    *) echo "Note: Perimeter is built and tested on Linux for x86_64 and aarch64; this is $(uname -s) $(uname -m)" ;;
    esac
    if is_debian_12; then
        say "Packages" "at once, or up to 3 minutes where they are missing"
        install_missing_packages "$@"
        say "DuckDB" "at once, or half a minute where it is missing"
        # npm is large: Debian's is installed only where it is needed and no other is there.
        if ! command -v npm >/dev/null && ! packaging/fetch-duckdb --check >/dev/null; then
            install_missing_packages fetch
        fi
    else
        say "Tools and libraries"
        name_what_is_missing
        say "DuckDB"
    fi
    packaging/fetch-duckdb
    say "Configuring build/$preset" "10 seconds"
    quietly configure.txt cmake --preset "$preset" || fail "CMake could not configure; its reason stands above."
}

build() { # EXPECTED PRESET [TARGET…]
    say "Building build/$2" "$1, less where ccache knows the sources"
    NINJA_STATUS='[%p, %e s] ' cmake --build --preset "$2" --parallel "$(nproc)" ${3:+--target "${@:3}"}
}
