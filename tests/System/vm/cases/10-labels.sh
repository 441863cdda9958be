# SELinux enforcing: what is labelled wrong is found and cured.
it healthy "a host as the article wants it has no finding, and the folders carry the article's labels"
healthy() {
  configure
  checks 0 selinux
  finds_only ''
  same "SELinux" Enforcing "$(getenforce)"
}

it media-label "a wrong type on the media folder: named, and the printed cure heals it"
media-label() {
  configure
  chcon -t mnt_t /mnt/hs/trainer_media
  checks 2 selinux
  finds_only selinux.media-label
  finds selinux.media-label /mnt/hs/trainer_media
  cured selinux.media-label
  checks 0 selinux
}
