# What an operator of Red Hat Enterprise Linux does with the package: real transactions of dnf, in a machine that has what such a host has to offer.
prepare_packages() (
  set -e
  mkdir "$root/root/repository"
  cp "$HS_TRAINER_BED"/packages/hs-trainer-agent-[0-9]*.rpm "$root/root/repository/"
  cp "$here/stand-in/rhel.spec" "$root/root/"
  local release
  for release in 8 9 10; do
    on rpmbuild -bb --quiet --define "rhel $release" --define '_rpmdir /root/repository' /root/rhel.spec
  done
  on createrepo_c --quiet /root/repository
  dnf install rhel-9
)

dnf() {
  on dnf --assumeyes --releasever=1 --setopt=reposdir=/nonexistent --repofrompath=bed,/root/repository --nogpgcheck "$@"
}

install_package() { # VERSION: the first time, or again after a removal
  without_complaint dnf install "hs-trainer-agent-$1"
}

upgrade_package() { # VERSION
  without_complaint dnf upgrade "hs-trainer-agent-$1"
}

downgrade_package() { # VERSION
  without_complaint dnf downgrade "hs-trainer-agent-$1"
}

reinstall_package() { # VERSION
  without_complaint dnf reinstall "hs-trainer-agent-$1"
}

remove_package() {
  without_complaint dnf remove hs-trainer-agent
}

forget_package() { # however it has been left
  dnf remove hs-trainer-agent
}

installed_version() {
  on rpm --query --queryformat 'installed %{VERSION}' hs-trainer-agent | grep '^installed '
}

altered_files() { # of the package, as it sees them
  on rpm --verify hs-trainer-agent
}

package_files() {
  on rpm --query --list hs-trainer-agent
}

kept_settings() { # where a removal leaves those that were edited
  echo $settings.rpmsave
}
