# Completion for bash: Moka's own options and commands, common options of java, then files and classes.
_moka()
{
    local word=$2 before=$3 commands="dis verify explain snapshot view"
    local own="--jdk --print-jdk --trace --only= --explain --print-code="
    local java="-cp -classpath --class-path -jar -m --module -p --module-path --add-modules --source
        -version --version -help --help -X -D -ea -esa -verbose:class -verbose:gc -verbose:jni
        -Xint -Xcomp -Xmixed -Xmx -Xms -Xss -Xlog: -Xcheck:jni -Xsnapshot:off -XX:+ -XX:- -XX:
        --enable-preview --add-opens --add-exports"
    case $before in
        -cp | -classpath | --class-path | -p | --module-path | --jdk)
            COMPREPLY=($(compgen -d -S / -- "$word") $(compgen -f -X '!*.jar' -- "$word"))
            compopt -o nospace
            return ;;
        -jar)
            COMPREPLY=($(compgen -f -X '!*.jar' -- "$word") $(compgen -d -S / -- "$word"))
            return ;;
    esac
    if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$own $java" -- "$word"))
        [[ ${COMPREPLY[0]} == *[=:+-] ]] && compopt -o nospace
        return
    fi
    ((COMP_CWORD == 1)) && COMPREPLY=($(compgen -W "$commands" -- "$word"))
    COMPREPLY+=($(compgen -f -X '!*.@(class|java|jar|moka)' -- "$word") $(compgen -d -S / -- "$word"))
}
complete -F _moka moka
