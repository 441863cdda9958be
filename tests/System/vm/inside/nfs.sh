# An NFS server on the machine itself, which can fall silent.

nfs_server() { # exports /srv/share, laid out as the article wants a trainer's storage
  [ ! -e /srv/share ] || return 0
  article_folders /srv/share
  echo '/srv/share 127.0.0.1(rw,sync,no_root_squash,no_subtree_check,insecure,fsid=1)' >/etc/exports
  mkdir -p /etc/nfs.conf.d
  # A server that has just started would answer nobody for a minute and a half.
  printf '[nfsd]\ngrace-time=1\nlease-time=10\n' >/etc/nfs.conf.d/bed.conf
  # With a delegation a client answers from its own memory for as long as it likes, and would not notice that the server is silent.
  sysctl -q fs.leases-enable=0
  systemctl start nfs-server
}

nfs_mount() { # FOLDER [OPTIONS]
  nfs_server
  mkdir -p "$1"
  mount -t nfs -o "${2:-vers=4.2,actimeo=1}" 127.0.0.1:/srv/share "$1"
}

server_silent() { # it takes no packet any more: a server whose cable was pulled
  nft 'add table inet bed; add chain inet bed in { type filter hook input priority 0; }; add rule inet bed in tcp dport 2049 drop; add rule inet bed in tcp sport 2049 drop'
}

server_back() {
  nft delete table inet bed
}
