#!/bin/sh
# Puts VS Code's own server and a driver for browsers into a folder: sh vscode_server.sh DIR
# They come from npm alone; 1.100.3 is the last one that runs on Node 20. Nothing of it is compiled.
set -eu
mkdir -p "$1"
cd "$1"
npm="npm install --ignore-scripts --no-save --no-audit --no-fund --prefer-offline"
echo '{"private": true}' >package.json
$npm code-server@4.100.3 playwright-core@1.65.1
cd node_modules/code-server/lib/vscode
$npm --omit=dev
ln -sfn node_modules node_modules.asar
