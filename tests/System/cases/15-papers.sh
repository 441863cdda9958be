# What an operator reads and types.
in_terminal() { # COMMAND: in a terminal; what it shows, without what makes it bold or underlined
  on env TERM=xterm MANPAGER=cat script --quiet --return --command "$1" /dev/null | tr -d '\r' | sed -e 's/.\x08//g' -e 's/\x1b\[[0-9;?]*[a-zA-Z]//g'
}

it man "man shows the pages of the program and of its settings" any
man() {
  local page
  page=$(in_terminal 'man hs-trainer-agent')
  has "NAME" '^ +hs-trainer-agent - .' "$page"
  has "the verbs" '^ +(hs-trainer-agent )?check\b' "$page"
  has "EXIT STATUS" '^EXIT STATUS' "$page"
  page=$(in_terminal 'man hs-trainer-agent.json')
  has "NAME" '^ +hs-trainer-agent\.json - .' "$page"
  has "a key" 'application\.token\b' "$page"
  has "the file's name" "$settings" "$page"
  same "complaints of the formatter" "" "$(on sh -c 'for page in hs-trainer-agent hs-trainer-agent.json; do man --warnings $page 2>&1 >/dev/null; done')"
  has "what apropos would find" ': "hs-trainer-agent.json - .' "$(on lexgrog /usr/share/man/man5/hs-trainer-agent.json.5.gz)"
}

it completion "Tab in a login shell completes verbs, checks, finding codes and trainers" any
completion() {
  configure
  completes 'settings ch' eck
  completes 'explain storage.media-ow' ner
  completes 'check --outp' ut
  completes 'check stor' age
  completes "apply --dry-run ${trainer:0:3}" "${trainer:3}"
}
completes() { # TYPED REST: Tab after it adds the rest
  has "what '$1' and Tab lead to" "hs-trainer-agent $1$2" "$(printf 'hs-trainer-agent %s\t\nexit\n' "$1" | in_terminal 'bash --login -i')"
}

it tls "check, and the daemon, over HTTPS: in sync with the settings' authority; without it untrusted" any
tls() {
  configure
  exits 0 on hs-trainer-agent check api
  start_agent
  within 5 "the daemon's word" check_is api in-sync
  change 'del(.application.tls.caFile)'
  exits 2 on hs-trainer-agent check api
  has "what it says" 'api\.tls-untrusted' "$said"
  within 10 "the daemon's finding" found api.tls-untrusted
}

it libssl "without libssl check and the daemon say so and end with 3" any
libssl() {
  configure
  trap libssl_back EXIT
  on sh -c 'mkdir /usr/lib/away && mv /usr/lib/x86_64-linux-gnu/libssl.so* /usr/lib/away'
  exits 3 on hs-trainer-agent check api
  has "what it says" 'OpenSSL is missing: neither libssl\.so\.3 nor libssl\.so\.1\.1' "$said"
  refused "the start" start_agent
  same "how it ended" "exit-code 3" "$(show Result $agent) $(show ExecMainStatus $agent)"
  logged 'OpenSSL is missing: neither libssl\.so\.3 nor libssl\.so\.1\.1' -u $agent
}
libssl_back() {
  on sh -c 'mv /usr/lib/away/* /usr/lib/x86_64-linux-gnu && rmdir /usr/lib/away'
}
