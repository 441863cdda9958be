# Shared storage: named from the table of mounts, without a touch of it.

shared() { # SUBJECT TYPE: the one finding about it
  checks 2 storage
  finds storage.shared-filesystem "$1"
  has "the type" "$2" "$(jq -r '.checks[].findings[] | select(.code == "storage.shared-filesystem").observed' <<<"$json")"
}

it nfs4 "NFS 4.2: named; also while its server does not answer, at once"
nfs4() {
  configure
  nfs_mount /mnt/hs
  shared /mnt/hs nfs4
  server_silent
  local since=$SECONDS
  shared /mnt/hs nfs4
  [ $((SECONDS - since)) -le 9 ] || fail "it took $((SECONDS - since)) s"
  server_back
}

it nfs3 "NFS 3" slow
nfs3() {
  configure
  systemctl start rpcbind
  nfs_mount /mnt/hs vers=3,nolock
  shared /mnt/hs 'nfs$|nfs '
}

it nfs-bind "a bind mount of a folder on NFS" slow
nfs-bind() {
  configure
  nfs_mount /srv/nfs
  mount --bind /srv/nfs /mnt/hs
  shared /mnt/hs nfs4
}

it nfs-symlink "a media folder that is a symbolic link to NFS"
nfs-symlink() {
  configure
  nfs_mount /srv/nfs
  rmdir /mnt/hs/trainer_media
  ln -s /srv/nfs/trainer_media /mnt/hs/trainer_media
  shared /mnt/hs/trainer_media nfs4
}

it nfs-overlay "an overlay with its lower folder on NFS"
nfs-overlay() {
  configure
  nfs_mount /srv/nfs
  mkdir -p /var/tmp/overlay/{upper,work}
  modprobe overlay
  mount -t overlay -o lowerdir=/srv/nfs,upperdir=/var/tmp/overlay/upper,workdir=/var/tmp/overlay/work overlay /mnt/hs
  shared /mnt/hs overlay
}

it autofs "autofs: nothing is known of what is not mounted yet, and looking does not mount it; mounted it is named" slow
autofs() {
  configure
  nfs_server
  # Without nobind it would mount the folder of a server that is this machine itself as a local one.
  echo '/mnt/hs -fstype=nfs4,nobind 127.0.0.1:/srv/share' >/etc/auto.hs
  echo '/- /etc/auto.hs' >/etc/auto.master
  systemctl start autofs
  checks 3 storage
  hasnt "mounts" ' /mnt/hs .* nfs4 ' "$(cat /proc/self/mountinfo)"
  ls /mnt/hs >/dev/null
  shared /mnt/hs nfs4
  systemctl stop autofs
}

it sshfs "sshfs"
sshfs() {
  configure
  article_folders /srv/files
  modprobe fuse
  command sshfs -o ssh_command='sh -c /usr/lib/openssh/sftp-server' x:/srv/files /mnt/hs
  shared /mnt/hs fuse.sshfs
}

it cifs "CIFS" slow
cifs() {
  configure
  article_folders /srv/files
  modprobe -a ksmbd cifs
  ksmbd.adduser --add --password=secret trainer
  printf '[global]\n[share]\npath = /srv/files\nread only = no\n' >/etc/ksmbd/ksmbd.conf
  systemctl start ksmbd
  mount -t cifs -o username=trainer,password=secret //127.0.0.1/share /mnt/hs
  shared /mnt/hs cifs
}

it glusterfs "GlusterFS" slow
glusterfs() {
  configure
  modprobe fuse
  # Not as its unit: Debian's policy does not let that make its folders.
  glusterd
  mkdir -p /srv/brick
  gluster --mode=script volume create hs trainer01:/srv/brick force
  gluster --mode=script volume start hs
  mount -t glusterfs trainer01:/hs /mnt/hs
  shared /mnt/hs fuse.glusterfs
}
