#!/bin/bash
# Stands in for the vendor's run.sh where podman is real: starts a container that writes into the media and the database folder, as /opt/hs/behaviour says:
# "detached", or "foreground", which stays with it; then the options of podman run. Like the containers' run.sh it notes starts and ends.
printf 'start%s\nin %s\n' "$(printf ' %q' "$0" "$@")" "$PWD" >>/opt/hs/runs
trap 'echo "end $?" >>/opt/hs/runs' EXIT
read -ra how </opt/hs/behaviour
number=$(grep -c ^start /opt/hs/runs)
rm -f /mnt/hs/trainer_media/ready
detach=--detach
[ "${how[0]}" = detached ] || detach=
podman run $detach --name "trainer-$number" --network=none --pull=never "${how[@]:1}" --volume /mnt/hs/trainer_media:/media --volume /mnt/hs/postgres_trainer32_0:/database \
  localhost/trainer sh -ec 'trap "exit 0" TERM; echo page >/database/page; echo image >/media/ready; sleep 7777 & wait' || exit
# Detached, podman has no word on what becomes of it.
for _ in $(seq 100); do
  [ ! -e /mnt/hs/trainer_media/ready ] || exit 0
  [ "$(podman inspect --format '{{.State.Running}}' "trainer-$number")" = true ] || break
  sleep 0.2
done
podman logs "trainer-$number"
exit 5
