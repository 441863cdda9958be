# podman for real: what the trainer's container may touch, and what becomes of a container when run.sh runs again.

podman-trainer() { # [BEHAVIOUR…]: an image, the stand-in that starts containers of it, and the unit in the domain that podman is started from
  behave "${@:-detached}"
  install -m 755 "$here/stand-in/run-podman.sh" $bundle/run.sh
  [ ! -e "$served/image" ] || podman rm --force --all --time 0
  domain_of_podman
  make_image
  # A start takes longer here than a detached run.sh is given.
  configure '.apply += { "mode": "manual", "foregroundAfter": "10m", "timeout": "15m" }'
}

domain_of_podman() { # on Debian's policy it does not go to one of its own from initrc_t, which may not start containers; on RHEL's it does
  local folder=/etc/systemd/system/hs-trainer@.service.d
  [ ! -e $folder ] || return 0
  mkdir $folder
  printf '[Service]\nSELinuxContext=%s\n' "$(id -Z)" >$folder/podman.conf
  systemctl daemon-reload
}

make_image() { # of busybox alone
  local tree=$served/image name
  [ ! -e "$tree" ] || return 0
  mkdir -p "$tree"/{bin,media,database}
  cp /bin/busybox "$tree/bin/"
  for name in sh sleep echo; do ln -s busybox "$tree/bin/$name"; done
  tar --create --directory="$tree" . | podman import --quiet - localhost/trainer
}

processes() { # [CONTAINER]: the first one of it, or of each
  pgrep "${@:2}" -f "^sh -ec .* wait ${1-trainer-[0-9]*}\$"
}

containers() { # those with a process that lives, by their names
  processes 'trainer-[0-9]*' -a | sed 's/.* //' | sort | xargs
}

it podman-label "podman: with a wrong label on the media folder the trainer does not start; check names it, and its cure makes it start"
podman-label() {
  podman-trainer
  chcon -t mnt_t /mnt/hs/trainer_media
  exits 2 hs-trainer-agent apply
  has "the kernel" 'avc: +denied +\{ write \}.*:container_t:.*:mnt_t:' "$(journal -o cat _TRANSPORT=kernel)"
  checks 2 selinux
  finds_only selinux.media-label
  cured selinux.media-label
  exits 0 hs-trainer-agent apply
  applied 2
  same "what the container wrote" "image page" "$(cat /mnt/hs/trainer_media/ready /mnt/hs/postgres_trainer32_0/page | xargs)"
  same "domain" container_t "$(domain "$(processes trainer-2)")"
}

it podman-rerun "podman, detached: the container is outside the unit's control group; a stop leaves it, a rerun ends it first"
podman-rerun() {
  podman-trainer
  exits 0 hs-trainer-agent apply
  has "where it lives" '^0::/machine.slice/libpod-' "$(cat "/proc/$(processes trainer-1)/cgroup")"
  same "unit" "active exited" "$(show ActiveState) $(show SubState)"
  exits 0 hs-trainer-agent apply --force
  same "containers" trainer-2 "$(containers)"
  has "the journal" 'ending [0-9]+ processes of the earlier run' "$(journal -o cat -u $unit)"
  systemctl stop $unit
  same "containers after a stop" trainer-2 "$(containers)"
  systemctl start $unit
  same "containers" trainer-3 "$(containers)"
  same "what podman thinks of them" "trainer-1 exited trainer-2 exited trainer-3 running" "$(podman ps --all --sort names --format '{{.Names}} {{.State}}' | xargs)"
}

it podman-boot "podman, detached: after a boot the trainer is started once, and nothing is left of the old container" slow
podman-boot() {
  podman-trainer
  configure '.apply += { "foregroundAfter": "10m", "timeout": "15m" }'
  start_agent
  within 60 "the first apply" applied 1
  reboots after-podman-boot
}
it after-podman-boot "podman: the start at boot" slow
after-podman-boot() {
  within 90 "the start at boot" applied 2
  same "containers" trainer-2 "$(containers)"
  stays 2
}

it podman-file "podman: one file with a wrong label in the database folder keeps the trainer from starting" slow
podman-file() {
  podman-trainer
  echo old >/mnt/hs/postgres_trainer32_0/page
  chown 1000 /mnt/hs/postgres_trainer32_0/page
  chcon -t var_t /mnt/hs/postgres_trainer32_0/page
  exits 2 hs-trainer-agent apply
  checks 2 selinux
  finds_only selinux.database-label
  cured selinux.database-label
  exits 0 hs-trainer-agent apply
  applied 2
}

it podman-foreground "podman in the foreground: a rerun ends the container with its podman; one that ends itself fails the unit" slow
podman-foreground() {
  podman-trainer foreground
  change '.apply.foregroundAfter = "30s"'
  exits 0 hs-trainer-agent apply
  same "unit" "active running" "$(show ActiveState) $(show SubState)"
  same "containers" trainer-1 "$(containers)"
  has "where it lives" '^0::/machine.slice/libpod-' "$(cat "/proc/$(processes trainer-1)/cgroup")"
  exits 0 hs-trainer-agent apply --force
  same "containers" trainer-2 "$(containers)"
  systemctl stop $unit
  same "containers after a stop" "" "$(containers)"
  systemctl start $unit
  within 60 "the third" running_container trainer-3
  kill -KILL "$(processes trainer-3)"
  within 30 "the unit's end" shows ActiveState failed
  [ ! -e $record ] || fail "there is still a record"
}
running_container() { same "containers" "$1" "$(containers)"; }

it podman-split "podman --cgroups=split: the container is in the unit's control group, and a stop ends it" slow
podman-split() {
  podman-trainer detached --cgroups=split
  exits 0 hs-trainer-agent apply
  has "where it lives" "/hs-trainer@32.0.3.service/" "$(cat "/proc/$(processes trainer-1)/cgroup")"
  exits 0 hs-trainer-agent apply --force
  same "containers" trainer-2 "$(containers)"
  systemctl stop $unit
  same "containers after a stop" "" "$(containers)"
}

it podman-no-conmon "podman --cgroups=no-conmon: a stop ends conmon, and with it the container" slow
podman-no-conmon() {
  podman-trainer detached --cgroups=no-conmon
  exits 0 hs-trainer-agent apply
  has "where it lives" '^0::/machine.slice/libpod-' "$(cat "/proc/$(processes trainer-1)/cgroup")"
  exits 0 hs-trainer-agent apply --force
  same "containers" trainer-2 "$(containers)"
  systemctl stop $unit
  same "containers after a stop" "" "$(containers)"
}

it podman-service "an engine that is a service, as Docker: a container is no process of the run; a stop and a rerun leave it" slow
podman-service() {
  podman-trainer
  systemd-run --quiet --unit=engine --property=SELinuxContext="$(id -Z)" --property=KillMode=process sh -c 'podman system service --time 0 unix:///run/engine.sock; exit'
  within 20 "the engine" test -S /run/engine.sock
  sed -i 's|podman run|podman --url unix:///run/engine.sock run|; s|pgrep -f|sleep 1; pgrep -f|' $bundle/run.sh
  exits 0 hs-trainer-agent apply
  exits 0 hs-trainer-agent apply --force
  same "containers" "trainer-1 trainer-2" "$(containers)"
  systemctl stop $unit
  same "containers after a stop" "trainer-1 trainer-2" "$(containers)"
  systemctl stop engine
  pkill -f '^podman system service' || true
  # Not a case's concern any more, and no podman for them runs.
  kill -KILL $(processes)
}

it podman-repair "podman: repair makes a trainer start whose folders are labelled wrong, by hand and through the broker's unit"
podman-repair() {
  podman-trainer
  chcon -t mnt_t /mnt/hs/trainer_media
  echo old >/mnt/hs/postgres_trainer32_0/page
  chown 1000 /mnt/hs/postgres_trainer32_0/page
  chcon -t var_t /mnt/hs/postgres_trainer32_0/page
  exits 2 hs-trainer-agent apply
  exits 0 hs-trainer-agent repair --dry-run
  has "what would run" 'chcon -t container_file_t /mnt/hs/trainer_media' "$said"
  same "type after the dry run" mnt_t "$(type_of /mnt/hs/trainer_media)"
  exits 0 hs-trainer-agent repair
  checks 0 selinux
  exits 0 hs-trainer-agent apply
  applied 2
  chcon -t mnt_t /mnt/hs/trainer_media
  systemctl start hs-trainer-agent-repair@$trainer.service
  same "type" container_file_t "$(type_of /mnt/hs/trainer_media)"
  note "repair unit $(journal -o json -u hs-trainer-agent-repair@$trainer.service | jq -r 'select(._EXE == "/usr/bin/hs-trainer-agent")._SELINUX_CONTEXT' | cut -d: -f3 | sort -u | xargs)"
}
