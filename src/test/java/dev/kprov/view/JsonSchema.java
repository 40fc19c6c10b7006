package dev.kprov.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schemas of what kprov writes, as judges. */
public final class JsonSchema {

  public static final JsonSchema DOCUMENT = new JsonSchema("document.schema.json");
  public static final JsonSchema PLAN = new JsonSchema("plan.schema.json");
  public static final JsonSchema EXPORT = new JsonSchema("export.schema.json");
  public static final JsonSchema EVENT = new JsonSchema("event.schema.json");

  private final Schema schema;

  private JsonSchema(String file) {
    try {
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(Files.readString(Path.of("docs/schema", file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void accepts(String json) {
    assertThat(schema.validate(json, InputFormat.JSON)).as(json).isEmpty();
  }

  public void refuses(String json) {
    assertThat(schema.validate(json, InputFormat.JSON)).as(json).isNotEmpty();
  }
}
