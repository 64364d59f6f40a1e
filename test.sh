#!/usr/bin/env bash
# Builds everything and passes all tests. Installs what the tests need where it can (Debian, Ubuntu). The last line is the count.
#   ./test.sh                    all tests
#   ./test.sh --filter-class …   what follows goes to the test runner
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

fail() {
    echo "test.sh: $*" >&2
    exit 1
}

# Commands that only root may run: as root, or by sudo where that asks for nothing (or somebody sits there to be asked).
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        sudo "$@"
    else
        return 1
    fi
}

find_chromium() {
    local name
    for name in "${IMCC_CHROMIUM:-}" /usr/bin/chromium chromium chromium-browser google-chrome google-chrome-stable; do
        # Ubuntu's chromium-browser is a script that asks for snap; only one that starts counts.
        if [ -n "$name" ] && name="$(command -v "$name")" && "$name" --version >/dev/null 2>&1; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

find_postgres() {
    local folder
    for folder in /usr/lib/postgresql/*/bin ${PATH//:/ }; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            return 0
        fi
    done
    return 1
}

has_fonts() {
    # Without fontconfig nobody can say, and Chromium brings fontconfig.
    command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn family)" ]
}

dotnet_is_there() { command -v dotnet >/dev/null && dotnet --version >/dev/null 2>&1; }
node_is_there() { command -v node >/dev/null && command -v npm >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]; }

install_missing() {
    local packages=()
    find_chromium >/dev/null || packages+=(chromium)
    has_fonts || packages+=(fontconfig fonts-noto-cjk fonts-noto-color-emoji)
    find_postgres || packages+=(postgresql)
    [ ${#packages[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || return 0
    echo "Installing ${packages[*]}"
    # The tests start a throw-away PostgreSQL of their own: the package must neither make nor start one.
    if ! find_postgres && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        as_root mkdir -p /etc/postgresql-common || return 0
        echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq || true
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Options::=--force-confold "${packages[@]}" </dev/null || true
}

dotnet_is_there || fail "the .NET SDK that global.json asks for (10.0) is not installed: https://dotnet.microsoft.com/download"
node_is_there || fail "Node.js 18 or later with npm is not installed: the build fetches the browser's SignalR with it, and a test runs the sample agent."

install_missing
IMCC_CHROMIUM="$(find_chromium)" || fail "Chromium is missing and could not be installed: install it (Debian: apt-get install chromium), or set IMCC_CHROMIUM to one."
export IMCC_CHROMIUM
find_postgres || fail "PostgreSQL's programs (initdb, pg_ctl) are missing and could not be installed: apt-get install postgresql"
has_fonts || echo "test.sh: no Chinese fonts were found; the tests pass without them, but pictures of screens will show boxes." >&2

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Most code runs a few times in a test and in the processes that tests start and kill: observing it to compile it better later takes longer than it gains.
export DOTNET_TieredPGO=0
dotnet build Imcc.sln -c Debug -v quiet -nologo

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
code=0
# A test that hangs is a failure like another, not a build that never ends.
dotnet test --project Imcc.Tests --no-build -c Debug --results-directory "$results" --report-xunit-trx --report-xunit-trx-filename tests.trx --timeout 60m "$@" || code=$?

# The report rather than the console: it is the same in every language and version.
counters="$(grep -o '<Counters [^>]*' "$results/tests.trx" 2>/dev/null | head -n 1)" || fail "the tests left no report (exit code $code)."
count() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
total="$(count total)" passed="$(count passed)" failed="$(count failed)"
[ -n "$total" ] && [ -n "$passed" ] && [ -n "$failed" ] || fail "the tests' report cannot be read: $counters"
skipped=$((total - passed - failed))

# What failed once more at the end, where whoever reads only the end of a long log sees it.
if [ "$failed" -gt 0 ]; then
    node - "$results/tests.trx" <<'SCRIPT'
const text = require('fs').readFileSync(process.argv[2], 'utf8');
const plain = s => s.replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&#x([0-9A-Fa-f]+);/g, (_, c) => String.fromCodePoint(parseInt(c, 16))).replace(/&amp;/g, '&');
const part = (s, name) => plain((s.match(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`)) ?? ['', ''])[1]).trim();
const lines = (s, count) => s.split('\n').slice(0, count).map(l => '    ' + l.trim().slice(0, 500)).join('\n');
for (const [, head, body] of text.matchAll(/<UnitTestResult ([^>]*outcome="Failed"[^>]*)>([\s\S]*?)<\/UnitTestResult>/g)) {
    console.log(`FAILED ${plain((head.match(/testName="([^"]*)"/) ?? ['', '?'])[1])}`);
    console.log(lines(part(body, 'Message'), 20));
    console.log(lines(part(body, 'StackTrace'), 12));
}
SCRIPT
fi
if [ "$code" -eq 0 ] && { [ "$failed" -gt 0 ] || [ "$passed" -eq 0 ]; }; then
    code=1
fi
if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
else
    echo "$passed passed, $failed failed"
fi
exit "$code"
