package dev.kprov.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What Jackson's parsers do whose decimals are late: the same. */
class LateDecimalsTest {

  private static final String PARSER = "tools.jackson.core.base.ParserMinimalBase";

  private final LateDecimals decimals = new LateDecimals(Copies.FORM);
  private final Copies copies =
      new Copies(
          decimals::of,
          name -> name.startsWith("tools.jackson.core.") || name.equals(Behaviour.class.getName()));

  /** Reads numbers of all sizes as what they are too large for, and as what they are not. */
  static final class Behaviour implements Supplier<String> {

    @Override
    public String get() {
      StringBuilder told = new StringBuilder();
      for (String number :
          List.of("2.5", "-3e9", "2147483648.0", "-1e300", "9.3e18", "99999999999999999999", "7")) {
        for (int bits : List.of(32, 64)) {
          told.append(number).append(": ").append(read(number, bits)).append('\n');
        }
      }
      return told.toString();
    }

    private static String read(String number, int bits) {
      try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), number)) {
        parser.nextToken();
        BigDecimal exact = parser.getDecimalValue();
        long read = bits == 32 ? parser.getIntValue() : parser.getLongValue();
        return exact + " is " + read;
      } catch (JacksonException e) {
        return e.getOriginalMessage();
      }
    }
  }

  @Test
  void numbersAreReadAndRefusedAsBefore() throws Exception {
    String before = new Behaviour().get();
    @SuppressWarnings("unchecked") // it is Behaviour, as another loader knows it
    var late = (Supplier<String>) copies.made(Behaviour.class);

    assertThat(before).contains("2.5 is 2", "out of range of `int`", "out of range of `long`");
    assertThat(late.get()).isEqualTo(before);
  }

  @Test
  void noDecimalIsMadeBeforeSomethingIsRead() throws Exception {
    assertThat(decimalsFromTheStart(Copies.content(PARSER))).isEqualTo(4);
    assertThat(decimalsFromTheStart(copies.copy(PARSER))).isZero();
  }

  @Test
  void otherClassesStayAsTheyAre() throws Exception {
    byte[] content = Copies.content(LateDecimalsTest.class.getName());

    assertThat(decimals.of(Copies.FORM.parse(content), content)).isSameAs(content);
  }

  private static long decimalsFromTheStart(byte[] content) {
    return Copies.FORM.parse(content).methods().stream()
        .filter(method -> method.methodName().equalsString("<clinit>"))
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .filter(part ->
            part instanceof NewObjectInstruction made
                && made.className().asInternalName().equals("java/math/BigDecimal"))
        .count();
  }
}
