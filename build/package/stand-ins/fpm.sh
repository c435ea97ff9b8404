#!/usr/bin/env bash
# Stands in for fpm, which Debian does not have: takes the arguments electron-builder gives it and lets dpkg-deb build the
# package from them, so that its contents, its control file and its scripts can be looked at.
set -euo pipefail

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir "$stage/DEBIAN"
depends='' recommends=''
declare -A said=()
while [ $# -gt 0 ]; do
  case $1 in
    -d) depends+="${depends:+, }$2" && shift 2 ;;
    --deb-recommends) recommends+="${recommends:+, }$2" && shift 2 ;;
    --force) shift ;;
    -*) said[${1#--}]=$2 && shift 2 ;;
    *)
      mkdir -p "$(dirname "$stage${1#*=}")"
      cp -aT "${1%%=*}" "$stage${1#*=}"
      shift
      ;;
  esac
done
{
  echo "Package: ${said[name]}"
  echo "Version: ${said[version]}"
  echo "Architecture: ${said[architecture]}"
  echo "Maintainer: ${said[maintainer]}"
  echo "Homepage: ${said[url]}"
  echo "Depends: $depends"
  [ -z "$recommends" ] || echo "Recommends: $recommends"
  echo "Description: ${said[description]}"
} >"$stage/DEBIAN/control"
install -m755 "${said[after-install]}" "$stage/DEBIAN/postinst"
install -m755 "${said[after-remove]}" "$stage/DEBIAN/postrm"
dpkg-deb --root-owner-group -Zgzip -b "$stage" "${said[package]}"
