#!/bin/bash
# Stands in for the vendor's run.sh where podman is real: starts a container that writes into the media and the database folder, as /opt/hs/behaviour says:
# "detached", or "foreground", which stays with it; then the options of podman run. Like the containers' run.sh it notes starts and ends.
printf 'start%s\nin %s\n' "$(printf ' %q' "$0" "$@")" "$PWD" >>/opt/hs/runs
trap 'echo "end $?" >>/opt/hs/runs' EXIT
read -ra how </opt/hs/behaviour
name=trainer-$(grep -c ^start /opt/hs/runs)
ready=/mnt/hs/trainer_media/ready
rm -f $ready
# Without categories: by Debian's policy its files would get its own, and be closed to the next container.
options=(--name "$name" --network=none --pull=never --user 1000:1000 --security-opt label=level:s0
  --volume /mnt/hs/trainer_media:/media --volume /mnt/hs/postgres_trainer32_0:/database "${how[@]:1}" localhost/trainer
  sh -ec 'trap "exit 0" TERM; echo page >/database/page; echo image >/media/ready; sleep 7777 & wait' "$name")
if [ "${how[0]}" = foreground ]; then
  podman run "${options[@]}"
  exit
fi
podman run --detach "${options[@]}" || exit
# podman has no word on what becomes of it then.
for _ in $(seq 300); do
  [ ! -e $ready ] || exit 0
  pgrep -f "conmon .* -n $name " >/dev/null || break
  sleep 0.1
done
exit 5
