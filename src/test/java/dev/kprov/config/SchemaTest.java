package dev.kprov.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.kprov.base.Problems;
import dev.kprov.pki.Subject;
import dev.kprov.text.Node;
import dev.kprov.text.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schemas, by which editors complete and check, say what the reader says. */
class SchemaTest {

  private static final Path SCHEMAS = Path.of("docs/schema");
  private static final Schema INVENTORY = schema("inventory.schema.json");
  private static final Schema PLAYBOOK = schema("playbook.schema.json");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inventory/kubenet.yaml",
        "inventory/lab.yaml",
        "src/test/resources/config/good/inventory.yaml"
      })
  void goodInventoriesAreGood(String file) throws IOException {
    assertThat(errors(INVENTORY, Files.readString(Path.of(file)))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void goodPlaybooksAreGood(Path file) throws IOException {
    assertThat(errors(PLAYBOOK, Files.readString(file))).isEmpty();
  }

  static Stream<Path> playbooks() {
    return Stream.concat(
        Stream.of(Case.GOOD.resolve("playbook.yaml")),
        ClusterFiles.shippedPlaybooks().stream()
            .map(name -> Path.of("playbooks").resolve(name + ".yaml")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatItCanSeeIsRefused(Case one) {
    List<Error> errors =
        Stream.concat(
                errors(INVENTORY, one.inventory()).stream(),
                errors(PLAYBOOK, one.playbook()).stream())
            .toList();
    assertThat(errors).isNotEmpty();
  }

  static Stream<Case> refused() throws IOException {
    return RefusedTest.cases().filter(Case::schema);
  }

  @ParameterizedTest
  @MethodSource("mappings")
  void itKnowsTheKeysThatTheReaderKnows(String file, String path, List<String> keys)
      throws IOException {
    byte[] text = Files.readAllBytes(SCHEMAS.resolve(file));
    Node node = Yaml.parse(text, file, new Problems()).orElseThrow();
    for (String step : path.split("/", -1)) {
      node = step.isEmpty() ? node : ((Node.Mapping) node).get(step).orElseThrow();
    }
    Node.Mapping properties = (Node.Mapping) ((Node.Mapping) node).get("properties").orElseThrow();
    assertThat(properties.entries())
        .extracting(entry -> entry.key().text())
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  static Stream<Arguments> mappings() {
    String inventory = "inventory.schema.json";
    String playbook = "playbook.schema.json";
    return Stream.of(
        Arguments.of(inventory, "", Keys.INVENTORY),
        Arguments.of(inventory, "$defs/cluster", Keys.CLUSTER),
        Arguments.of(inventory, "$defs/apiServer", Keys.API_SERVER),
        Arguments.of(inventory, "$defs/ssh", Keys.SSH),
        Arguments.of(inventory, "$defs/host", Keys.HOST),
        Arguments.of(playbook, "", Keys.PLAYBOOK),
        Arguments.of(playbook, "$defs/subject", Subject.TYPES),
        Arguments.of(playbook, "$defs/each", Keys.EACH),
        Arguments.of(playbook, "$defs/var", Keys.VAR),
        Arguments.of(playbook, "$defs/value", Keys.VALUE),
        Arguments.of(playbook, "$defs/note", Keys.NOTE),
        Arguments.of(playbook, "$defs/pairFiles", Keys.PAIR_FILES),
        Arguments.of(playbook, "$defs/authorityFiles", Keys.AUTHORITY_FILES),
        Arguments.of(playbook, "$defs/keyPairFiles", Keys.KEY_PAIR_FILES),
        Arguments.of(playbook, "$defs/pki", Keys.PKI),
        Arguments.of(playbook, "$defs/authority", Keys.AUTHORITY),
        Arguments.of(playbook, "$defs/certificate", Keys.CERTIFICATE),
        Arguments.of(playbook, "$defs/keyPair", Keys.KEY_PAIR),
        Arguments.of(playbook, "$defs/wrapper", Keys.WRAPPER),
        Arguments.of(playbook, "$defs/kubeconfig", Keys.KUBECONFIG),
        Arguments.of(playbook, "$defs/encryption", Keys.ENCRYPTION),
        Arguments.of(playbook, "$defs/step", Keys.STEP),
        Arguments.of(playbook, "$defs/push", Keys.PUSH),
        Arguments.of(playbook, "$defs/file", Keys.PUSH_FILE),
        Arguments.of(playbook, "$defs/check", Keys.CHECK),
        Arguments.of(playbook, "$defs/verify", Keys.VERIFY));
  }

  @Test
  void shippedFilesNameTheirSchema() throws IOException {
    for (Path file : List.of(Path.of("inventory/kubenet.yaml"), Path.of("inventory/lab.yaml"))) {
      assertThat(Files.readString(file))
          .startsWith("# yaml-language-server: $schema=../docs/schema/inventory.schema.json\n");
    }
    for (String name : ClusterFiles.shippedPlaybooks()) {
      assertThat(Files.readString(Path.of("playbooks").resolve(name + ".yaml")))
          .startsWith("# yaml-language-server: $schema=../docs/schema/playbook.schema.json\n");
    }
  }

  private static Schema schema(String file) {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(SCHEMAS.resolve(file)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Error> errors(Schema schema, String yaml) {
    return schema.validate(yaml, InputFormat.YAML);
  }
}
