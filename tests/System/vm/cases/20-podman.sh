# podman for real: what the trainer's container may touch, and what becomes of containers when run.sh runs again.

engine() { # [BEHAVIOUR…]: an image, the stand-in that starts containers of it, and the unit in the domain that podman is started from
  behave "${@:-detached}"
  install -m 755 "$here/stand-in/run-podman.sh" $bundle/run.sh
  podman rm --force --all --time 0 >/dev/null 2>&1 || true
  # On Debian's policy podman does not go to a domain of its own from initrc_t; RHEL's does that.
  mkdir -p /etc/systemd/system/hs-trainer@.service.d
  printf '[Service]\nSELinuxContext=unconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\n' >/etc/systemd/system/hs-trainer@.service.d/podman.conf
  systemctl daemon-reload
  podman image exists localhost/trainer || make_image
}

make_image() {
  local tree
  tree=$(mktemp -d)
  mkdir -p "$tree"/{bin,media,database}
  cp /bin/busybox "$tree/bin/"
  for name in sh sleep echo cat id; do ln -s busybox "$tree/bin/$name"; done
  tar --create --directory="$tree" . | podman import --quiet - localhost/trainer
}

containers() { # those that run, by name
  podman ps --format '{{.Names}}' | sort | xargs
}

it podman-label "podman: with a wrong label the trainer does not start; check names the cause, and its cure makes it start"
podman-label() {
  engine
  configure '.apply.mode = "manual"'
  chcon -t mnt_t /mnt/hs/trainer_media
  exits 2 hs-trainer-agent apply
  has "what run.sh's container said" "can't create /media/ready: Permission denied" "$(journal -o cat -u $unit)"
  has "the kernel" 'avc: +denied .*:container_t:.*:mnt_t:' "$(journalctl -q --no-pager -o cat _TRANSPORT=kernel --since "$(cat "$served/since")")"
  checks 2 selinux
  finds_only selinux.media-label
  cured selinux.media-label
  exits 0 hs-trainer-agent apply
  applied 2
  same "what the container wrote" "image page" "$(cat /mnt/hs/trainer_media/ready /mnt/hs/postgres_trainer32_0/page | xargs)"
}

it podman-file "podman: a wrong label on one file in the database folder"
podman-file() {
  engine
  configure '.apply.mode = "manual"'
  echo old >/mnt/hs/postgres_trainer32_0/page
  chcon -t var_t /mnt/hs/postgres_trainer32_0/page
  exits 2 hs-trainer-agent apply
  checks 2 selinux
  finds_only selinux.database-label
  cured selinux.database-label
  exits 0 hs-trainer-agent apply
  applied 2
}

it podman-rerun "podman: what a rerun leaves of a detached container and where it lives"
podman-rerun() {
  engine
  configure '.apply.mode = "manual"'
  exits 0 hs-trainer-agent apply
  cat /proc/$(podman inspect --format '{{.State.Pid}}' trainer-1)/cgroup
  cat /proc/$(podman inspect --format '{{.State.ConmonPid}}' trainer-1)/cgroup
  systemd-cgls --no-pager
  ps -eZ | grep -E 'container_t|conmon|hs-trainer|podman'
  exits 0 hs-trainer-agent apply --force
  containers
  false
}
