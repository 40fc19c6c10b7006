# shellcheck shell=sh
#
# What the login of a host runs to become another user through sudo. It stands in the exec string:
# its lines are put behind one another, so each ends with what ends a command, and it has no single
# quote, exclamation mark or backslash. Why it is as it is: decision 0043.
#
# $0 is a word that only this exec knows, $1 what the other user's shell runs, $2 that user. It says
# in a line of its own, after $0: "ready" when the other user listens (that is said by $1), "asks"
# when sudo wants a password, "absent" where there is no sudo. After "asks" it reads the word, how
# many bytes the password has with its newline, and the password, twice; or the end, where nobody
# knows it. What the other user left unread where it was ready and died lacks the word. The first is
# tried alone, so that sudo can take nothing else for a second one: "wrong" and what sudo said.
# Where sudo did not even read it: "refused" and what sudo said.
sudo -n -u "$2" /bin/sh -c "$1" "$0" && exit;
status=$?;
command -v sudo >/dev/null || { echo; echo "$0 absent"; exit 127; };
echo; echo "$0 asks";
read -r word size && [ "$word" = "$0" ] || exit $status;
said=$(dd bs=1 count="$size" 2>/dev/null | {
sudo -k -S -p "" -u "$2" /bin/sh -c : && exit;
IFS= read -r _ && exit 3;
exit 1;
} 2>&1);
case $? in
0) exec sudo -k -S -p "" -u "$2" /bin/sh -c "$1" "$0";;
3) verdict=refused;;
*) verdict=wrong;;
esac;
echo; echo "$0 $verdict"; echo "$said"; exit 1
