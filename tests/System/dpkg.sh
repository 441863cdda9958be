# What an operator of Debian or Ubuntu does with the package.
prepare_packages() {
  cp "$HS_TRAINER_BED"/packages/hs-trainer-agent_*_amd64.deb "$root/root/"
}

install_package() { # VERSION: the first time, or again after a removal
  without_complaint on dpkg --install "/root/hs-trainer-agent_$1_amd64.deb"
}

upgrade_package() { install_package "$1"; } # VERSION
downgrade_package() { install_package "$1"; } # VERSION
reinstall_package() { install_package "$1"; } # VERSION

remove_package() {
  without_complaint on dpkg --remove hs-trainer-agent
}

purge_package() {
  without_complaint on dpkg --purge hs-trainer-agent
}

forget_package() { # however it has been left
  on dpkg --purge hs-trainer-agent
}

installed_version() {
  on dpkg-query --show --showformat='${db:Status-Status} ${Version}' hs-trainer-agent
}

altered_files() { # of the package, as it sees them
  on dpkg --verify hs-trainer-agent
}

package_files() {
  on dpkg --listfiles hs-trainer-agent
}

kept_settings() { # where a removal leaves them
  echo $settings
}
