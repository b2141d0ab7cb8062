#!/usr/bin/env bash
# Installs the salesflow package into a folder of the runner and tells the command to run it with.
set -euo pipefail

folder="${RUNNER_TEMP:-$(mktemp -d)}/salesflow-package"
mkdir -p "$folder"
case "$SALESFLOW_VERSION" in
  *.tgz) package="$SALESFLOW_VERSION" ;;
  *) package="salesflow@$SALESFLOW_VERSION" ;;
esac
npm install --prefix "$folder" --no-save --no-audit --no-fund --ignore-scripts "$package" >&2
echo "command=$folder/node_modules/salesflow/bin/salesflow.js" >> "$GITHUB_OUTPUT"
