namespace HsTrainerAgent.Cli.Papers;

/// <summary>Completion for zsh, to be found by compinit as <c>_hs-trainer-agent</c>.</summary>
internal static class ZshCompletion
{
    public const string Script = """
        #compdef hs-trainer-agent
        # Completion of hs-trainer-agent for zsh: the program itself says how a line may go on.

        local -a before=("${(@)words[2,CURRENT-1]}") candidates
        local line="hs-trainer-agent ${(j: :)before} $PREFIX" answer description assigned=

        if [[ $PREFIX == --*=* ]]; then
          assigned=${PREFIX%%=*}=
          compset -P '*='
        fi
        while IFS=$'\t' read -r answer description; do
          case $answer in
            '<file>') _files; return ;;
            '<folder>') _files -/; return ;;
          esac
          candidates+=("${${answer#$assigned}//:/\\:}${description:+:$description}")
        done < <(${(Q)words[1]} "[suggest]" $line 2>/dev/null)
        _describe -V 'hs-trainer-agent' candidates

        """;
}
