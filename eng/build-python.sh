#!/bin/bash
# Assembles the importable Python package in dist/python: sources from python/ase_client, gRPC stubs from protos/.
set -euo pipefail
cd "$(dirname "$0")/.."
target=dist/python
mkdir -p dist
fresh=$(mktemp -d dist/python.XXXXXX)
trap 'rm -rf "$fresh"' EXIT

cp -r python/ase_client/src/gapsharp "$fresh/"
find "$fresh" -name __pycache__ -type d -prune -exec rm -rf {} +
# "gapsharp/health/v1=..." places the public health protocol inside our package: its own path would shadow the module grpc.
protoc -I protos -I gapsharp/health/v1=protos/grpc/health/v1 \
    --plugin=protoc-gen-grpc_python="$(command -v grpc_python_plugin)" --python_out="$fresh" --grpc_python_out="$fresh" \
    gapsharp/v1/force_field.proto gapsharp/health/v1/health.proto

chmod 755 "$fresh"
rm -rf "$target"
mv "$fresh" "$target"
/usr/bin/python3 -m compileall -q "$target"
echo "python: $target ($(find "$target" -name '*.py' | wc -l) modules)"
