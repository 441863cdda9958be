namespace HsTrainerAgent.Cli.Papers;

/// <summary>Completion for bash 4.4 and later, with or without the functions of bash-completion.</summary>
internal static class BashCompletion
{
    public const string Script = """
        # Completion of hs-trainer-agent for bash: the program itself says how a line may go on.

        _hs_trainer_agent() {
            local line=${COMP_LINE:0:COMP_POINT} answer description assigned=
            local word=${line##*[[:space:]]}
            line="hs-trainer-agent${line#"${COMP_WORDS[0]}"}"
            # Where = breaks words, only what stands behind it is replaced.
            if [[ $word == --*=* && $COMP_WORDBREAKS == *=* ]]; then assigned=${word%%=*}=; fi
            COMPREPLY=()
            # Behind < and > stands a file of the shell.
            case ${COMP_WORDS[COMP_CWORD]} in [\<\>]*) compopt -o default; return ;; esac
            case ${COMP_WORDS[COMP_CWORD-1]} in *[\<\>]|*[\<\>][\&\|]) compopt -o default; return ;; esac
            while IFS=$'\t' read -r answer description; do
                case $answer in
                    '<file>') compopt -o default ;;
                    '<folder>') compopt -o dirnames ;;
                    *) COMPREPLY+=("${answer#"$assigned"}") ;;
                esac
            done < <("$1" "[suggest]" "$line" 2>/dev/null)
        }

        complete -F _hs_trainer_agent hs-trainer-agent

        """;
}
