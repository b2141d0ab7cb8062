#!/usr/bin/env bash
# Checks the process, says what changed since the target of the pull request, and draws it. Writes annotations to the
# log, the job summary, and reports to a folder; the exit code of the check is an output, so that later steps run.
set -euo pipefail

work="${RUNNER_TEMP:-$(mktemp -d)}/salesflow"
rm -rf "$work"
mkdir -p "$work/pictures"

paths=()
while IFS= read -r line; do
  if [ -n "$line" ]; then paths+=("$line"); fi
done <<< "${INPUT_PATHS:-.}"

salesflow() { node "$SALESFLOW" "$@"; }
notice() { echo "::notice title=Salesflow::$1"; }

base=""
if [ -n "${GITHUB_BASE_REF:-}" ]; then
  if base="$(git merge-base "origin/$GITHUB_BASE_REF" HEAD 2> /dev/null)"; then
    if salesflow diff "$base..HEAD" "${paths[@]}" --format markdown -o "$work/changes.md"; then :; else rm -f "$work/changes.md"; fi
    salesflow render "${paths[@]}" --diff "$base" --format png -o "$work/pictures/" || notice "The change could not be drawn; the messages above say why."
  else
    base=""
    notice "The target branch is not in this checkout, so what changed is not told. Give actions/checkout fetch-depth: 0."
  fi
fi

arguments=(--format pretty --format github --format "sarif=$work/salesflow.sarif" --format "markdown=$work/summary.md" --fail-on "${INPUT_FAIL_ON:-error}")
if [ -n "${INPUT_MAX_WARNINGS:-}" ]; then arguments+=(--max-warnings "$INPUT_MAX_WARNINGS"); fi
if [ -n "${INPUT_BASELINE:-}" ]; then arguments+=(--baseline "$INPUT_BASELINE"); fi
if [ "${INPUT_CHANGED_ONLY:-false}" = true ] && [ -n "$base" ]; then arguments+=(--changed-since "$base"); fi
if [ -f "$work/changes.md" ]; then arguments+=(--changes "$work/changes.md"); fi

code=0
salesflow lint "${paths[@]}" "${arguments[@]}" || code=$?

# A configuration that cannot be used: nothing was reported, and the comment of an earlier push must not stay as it is.
if [ ! -f "$work/summary.md" ]; then
  printf '## Salesflow: the check could not run\n\nExit code %s: the log of the job says what is wrong.\n' "$code" > "$work/summary.md"
fi
sarif=""
if [ -f "$work/salesflow.sarif" ]; then sarif="$work/salesflow.sarif"; fi

has_pictures=false
if [ -n "$(ls -A "$work/pictures")" ]; then has_pictures=true; fi
{
  echo "exit-code=$code"
  echo "sarif-file=$sarif"
  echo "summary-file=$work/summary.md"
  echo "picture-folder=$work/pictures"
  echo "has-pictures=$has_pictures"
} >> "$GITHUB_OUTPUT"
