package dev.kprov.text;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Place;
import dev.kprov.base.Problem;
import dev.kprov.base.Problems;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {

  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({"1.30", "no", "0600", "1_000", "0x1F", "1e3", "2026-01-01", "12:30:45", "+.inf"})
  void scalarsKeepTheirSourceText(String text) {
    assertThat(scalar("key: " + text).text()).isEqualTo(text);
    assertThat(scalar("key: " + text).quoted()).isFalse();
    assertThat(scalar("key: '" + text + "'").text()).isEqualTo(text);
    assertThat(scalar("key: '" + text + "'").quoted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"key:", "key: ~", "key: null", "key: # nothing"})
  void nothingIsNoText(String yaml) {
    assertThat(scalar(yaml).absent()).isTrue();
  }

  @Test
  void aQuotedTildeIsAText() {
    assertThat(scalar("key: \"~\"").absent()).isFalse();
  }

  @Test
  void everyNodeKnowsItsPlace() {
    Node.Mapping root = root("# head\na:\n  - {b: x}\n  -   'y'\n");
    Node.Sequence list = (Node.Sequence) root.get("a").orElseThrow();
    Node.Mapping first = (Node.Mapping) list.items().getFirst();
    assertThat(first.place()).isEqualTo(new Place("f.yaml", 3, 5));
    assertThat(first.get("b").orElseThrow().place()).isEqualTo(new Place("f.yaml", 3, 9));
    assertThat(list.items().getLast().place()).isEqualTo(new Place("f.yaml", 4, 7));
  }

  @Test
  void aPlaceWithinATextIsToldWhereTheSourceShowsItUnchanged() {
    assertThat(scalar("key: abc").placeOf(2)).isEqualTo(new Place("f.yaml", 1, 8));
    assertThat(scalar("key: 'abc'").placeOf(2)).isEqualTo(new Place("f.yaml", 1, 9));
    assertThat(scalar("key: \"a\\tc\"").placeOf(2)).isEqualTo(new Place("f.yaml", 1, 6));
    assertThat(scalar("key: |\n  abc\n").placeOf(2)).isEqualTo(new Place("f.yaml", 1, 6));
  }

  @Test
  void allThatIsRefusedIsToldAtOnce() {
    parse("a: &x 1\nb: *x\n<<: {c: 1}\na: 2\nd: !!str e\n[f]: g\n---\nsecond: document\n");
    assertThat(told())
        .containsExactly(
            "f.yaml:1:4: anchor &x is not allowed",
            "f.yaml:2:4: alias *x is not allowed",
            "f.yaml:3:1: merge key << is not allowed",
            "f.yaml:4:1: key a stands twice, first at 1:1",
            "f.yaml:5:4: tag !!str is not allowed",
            "f.yaml:6:1: a key must be a text, not a list",
            "f.yaml:7:1: a second document begins here; one file holds one document");
  }

  @ParameterizedTest
  @CsvSource({
    "'&m%n k: v', f.yaml:1:1: anchor &m is not allowed",
    "'&k k: v', f.yaml:1:1: anchor &k is not allowed",
    "'!!str k: v', 'f.yaml:1:1: tag !!str is not allowed'",
    "'!m%n k: v', f.yaml:1:1: tag !m is not allowed",
    "'k: !!int x', 'f.yaml:1:4: tag !!int is not allowed'",
    "'k: !!int 0xZ', 'f.yaml:1:4: tag !!int is not allowed'",
    "'k: [*a]', f.yaml:1:5: alias *a is not allowed",
    "'*a : v', f.yaml:1:1: alias *a is not allowed",
    "'? - k%n: v', 'f.yaml:1:3: a key must be a text, not a list'",
    "'? #%n  [k]%n: v', 'f.yaml:2:3: a key must be a text, not a list'",
    "'{a: b}: v', 'f.yaml:1:1: a key must be a text, not a mapping'",
    "'k: v%n...%n---%nw: x', f.yaml:3:1: a second document begins here; one file holds one"
        + " document",
  })
  void whatIsRefusedIsToldOnceWhereverItStands(String yaml, String problem) {
    parse(yaml.replace("%n", "\n"));
    assertThat(told()).containsExactly(problem);
  }

  @Test
  void anAnchoredScalarIsAsQuotedAsAnother() {
    assertThat(scalar("key: &x # why\n  '~'").quoted()).isTrue();
    assertThat(scalar("key: &x ~").quoted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'a: [1, 2%nb: 3', 2:2, 'expected '','' or '']'', but got :'",
    "'a: b: c', 1:5, mapping values are not allowed here",
    "'a: &%n', 1:5, unexpected character found (10)",
    "'a: \"\\xZZ\"', 1:7, 'expected escape sequence of 2 hexadecimal numbers, but found: ZZ'",
    "'a: \"\\UFFFFFFFF\"', 1:2, found a number out of range",
  })
  void aSyntaxErrorIsToldWithItsPlaceAndNothingElse(String yaml, String place, String problem) {
    parse(yaml.replace("%n", "\n"));
    assertThat(told()).containsExactly("f.yaml:" + place + ": is no YAML: " + problem);
  }

  @Test
  void aRangeWithoutQuotesInAFlowMappingGetsAHint() {
    parse("hosts:\n  - { name: control[0:2], role: control }\n");
    assertThat(problems.list().getFirst().hint())
        .hasValue("put a text that holds a range in quotes: \"control[0:2]\"");
  }

  @ParameterizedTest
  @CsvSource({"''", "'# only a comment'", "'---'", "'~'", "'\n\n'"})
  void anEmptyFileIsAProblem(String yaml) {
    assertThat(parse(yaml)).isEmpty();
    assertThat(told()).containsExactly("f.yaml:1:1: the file is empty");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(scalar("\uFEFFkey: x").place()).isEqualTo(new Place("f.yaml", 1, 6));
  }

  @Test
  void aByteThatIsNotUtf8IsToldWithItsPlace() {
    Yaml.parse(new byte[] {'a', ':', '\n', ' ', (byte) 0xe9, '\n'}, "f.yaml", problems);
    assertThat(told()).containsExactly("f.yaml:2:2: byte 0xe9 is not UTF-8");
  }

  @Test
  void utf16IsToldAsSuch() {
    Yaml.parse("a: b".getBytes(UTF_16), "f.yaml", problems);
    assertThat(told()).containsExactly("f.yaml:1:1: is UTF-16, not UTF-8");
  }

  @Test
  void aControlCharacterIsToldWithItsPlace() {
    parse("a: b\nc: x\u0007y\n");
    assertThat(told()).containsExactly("f.yaml:2:5: character U+0007 is not allowed");
  }

  @Test
  void deepNestingIsRefusedAndHarmless() {
    parse("[".repeat(100_000));
    assertThat(told()).containsExactly("f.yaml:1:66: is nested more than 64 levels deep");
  }

  @Test
  void aHugeFileIsRefusedByItsSizeAlone(@TempDir Path folder) throws IOException {
    Path huge = folder.resolve("huge.yaml");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(10L << 30); // sparse: reading it would take all memory
    }
    assertThat(Yaml.bytes(huge, problems)).isEmpty();
    assertThat(told()).containsExactly(huge + ": is larger than 1 MiB");
  }

  @Test
  void whatIsNoFileIsSaidPlainly(@TempDir Path folder) {
    Yaml.bytes(folder, problems);
    Yaml.bytes(folder.resolve("none.yaml"), problems);
    Yaml.bytes(Path.of("/dev/null"), problems);
    assertThat(told())
        .containsExactly(
            folder + ": is a directory, not a file",
            folder.resolve("none.yaml") + ": there is no such file",
            "/dev/null: is not a regular file");
  }

  @Test
  void aFileIsReadWithItsNameAsTheUserGaveIt(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.yaml"), "key: x");
    assertThat(
            Yaml.parse(Yaml.bytes(file, problems).orElseThrow(), file.toString(), problems)
                .orElseThrow()
                .place())
        .isEqualTo(new Place(file.toString(), 1, 1));
  }

  private List<String> told() {
    return problems.list().stream().map(Problem::toString).toList();
  }

  private Optional<Node> parse(String yaml) {
    return Yaml.parse(yaml.getBytes(UTF_8), "f.yaml", problems);
  }

  private Node.Mapping root(String yaml) {
    return (Node.Mapping) parse(yaml).orElseThrow();
  }

  private Node.Scalar scalar(String yaml) {
    return (Node.Scalar) root(yaml).get("key").orElseThrow();
  }
}
