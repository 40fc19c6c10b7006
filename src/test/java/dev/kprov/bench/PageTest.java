package dev.kprov.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PageTest {

  @TempDir Path folder;

  @Test
  void whatIsBetweenTheMarksOfTheRealPageIsReplacedAndNothingElse() throws IOException {
    String before = Files.readString(Path.of("docs/performance.md"));
    Path page = Files.writeString(folder.resolve("performance.md"), before);
    new Page(folder).write(Measured.results());
    String once = Files.readString(page);
    assertThat(once)
        .startsWith(before.substring(0, before.indexOf("<!-- results")))
        .endsWith(before.substring(before.indexOf("<!-- end of results")))
        .contains("2026-02-03, commit unknown, rounds that count: 3.")
        .contains("- cfssl: 1.2.0", "| guide | 9.00 |")
        .contains("![performance-6-0ms.svg](performance-6-0ms.svg)");
    new Page(folder).write(Measured.results());
    assertThat(Files.readString(page)).isEqualTo(once);
  }

  @Test
  void whatWasNotMeasuredThisTimeStaysInItsPlace() throws IOException {
    Path page = Files.copy(Path.of("docs/performance.md"), folder.resolve("performance.md"));
    Results six = Measured.results();
    List<Row> hundred = List.of(on(100, "guide", 1000));
    List<Row> twenty = List.of(on(20, "guide", 1000));

    new Page(folder).write(new Results(six.surroundings(), hundred));
    new Page(folder).write(six);
    new Page(folder).write(new Results(six.surroundings(), twenty));

    assertThat(Files.readAllLines(page).stream().filter(line -> line.startsWith("### ")))
        .containsSubsequence("### 6 hosts", "### 20 hosts", "### 100 hosts")
        .doesNotHaveDuplicates();
  }

  @Test
  void aPageWithoutMarksIsLeftAlone() throws IOException {
    Path page = Files.writeString(folder.resolve("performance.md"), "mine\n");
    assertThatThrownBy(() -> new Page(folder).write(Measured.results()))
        .hasMessageContaining("has no marks");
    assertThat(page).hasContent("mine\n");
  }

  @Test
  void whatGrowsInProportionRisesByAsMuchAsItGoesAcross() throws IOException {
    List<Row> rows =
        List.of(
            on(10, "17 keys, openssl genrsa", 1000),
            on(100, "107 keys, openssl genrsa", 10_000),
            on(10, "guide", 9000));
    Map<String, List<Row>> curves = Curves.of(rows, Duration.ZERO);
    assertThat(curves).containsOnlyKeys("keys, openssl genrsa");
    assertThat(Curves.svg("near", curves))
        .contains("<polyline points=\"70.0,410.0 580.0,44.0\"", ">keys, openssl genrsa 10<");
  }

  private static Row on(int hosts, String name, int millis) {
    Row row = Measured.row(name, Work.FROM_NOTHING, millis);
    return new Row(hosts, row.delay(), name, row.work(), row.rounds());
  }

  @Test
  void aPictureHasBarsInProportionAndIsWellFormed() throws Exception {
    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new InputSource(
                    new StringReader(Bars.svg("six & more", Measured.results().rows()))));
    assertThat(picture.getElementsByTagName("text").item(0).getTextContent())
        .startsWith("six & more");
    assertThat(width(picture, 3)).isEqualTo(510);
    assertThat(width(picture, 1)).isCloseTo(510 * 2.0 / 9, within(0.1));
  }

  /** The first rectangle is the ground. */
  private static double width(Document picture, int bar) {
    Element element = (Element) picture.getElementsByTagName("rect").item(bar);
    return Double.parseDouble(element.getAttribute("width"));
  }
}
