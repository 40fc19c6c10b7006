package dev.kprov.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.CodeModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What classes do whose calls were made direct: the same. */
class DirectCallsTest {

  private final DirectCalls calls = new DirectCalls(Copies.FORM);
  private final Copies copies =
      new Copies(calls::of, name -> name.startsWith(DirectCallsTest.class.getName()));

  /** A component of each kind. */
  record All(
      @Nullable String text,
      boolean truth,
      byte small,
      char letter,
      short number,
      int whole,
      long large,
      float rough,
      double fine,
      Object several) {}

  /** No component at all. */
  record None() {}

  /** Of any kind, with a switch of its own. */
  interface Kind<T> {

    /** One that is known by its value. */
    record Known<T>(T value) implements Kind<T> {}

    default String told() {
      return switch (this) {
        case Known<T>(T value) -> "known " + value;
        case Kind<T> _ -> "unknown";
      };
    }
  }

  /** Tells how switches of all forms decide, and what is equal to what. */
  static final class Behaviour implements Function<Object, String> {

    @Override
    public String apply(Object several) {
      All all = new All("six", true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, Double.NaN, several);
      List<Object> records =
          List.of(
              all,
              new All("six", true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, Double.NaN, several),
              new All("six", false, (byte) 1, 'c', (short) 2, 3, 4L, 5f, Double.NaN, several),
              new All("six", true, (byte) 7, 'c', (short) 2, 3, 4L, 5f, Double.NaN, several),
              new All("six", true, (byte) 1, 'd', (short) 2, 3, 4L, 5f, Double.NaN, several),
              new All("six", true, (byte) 1, 'c', (short) 7, 3, 4L, 5f, Double.NaN, several),
              new All("six", true, (byte) 1, 'c', (short) 2, 7, 4L, 5f, Double.NaN, several),
              new All("six", true, (byte) 1, 'c', (short) 2, 3, 7L, 5f, Double.NaN, several),
              new All("six", true, (byte) 1, 'c', (short) 2, 3, 4L, 7f, Double.NaN, several),
              new All("six", true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 0d, several),
              new All("six", true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, -0d, several),
              new All(null, true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, Double.NaN, several),
              new All("six", true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, Double.NaN, "other"),
              new None(),
              new None(),
              new Kind.Known<>("one"),
              new Kind.Known<>(1));
      String equal =
          records.stream()
              .map(one -> records.stream().filter(one::equals).count() + " " + one.hashCode())
              .collect(Collectors.joining("\n"));
      return Stream.concat(
              records.stream(), Stream.of(1, 2, 30L, "text", "", 'c', List.of(1), Set.of(), '\0'))
          .map(one -> one.equals('\0') ? null : one)
          .map(one -> byType(one) + ", " + byConstant(one) + ", " + byComponent(one))
          .collect(
              Collectors.joining(
                  "\n", equal, new Kind.Known<>(1).told() + new Kind<String>() {}.told()));
    }

    private static String byType(@Nullable Object of) {
      return switch (of) {
        case null -> "null";
        case Integer number when number > 1 -> "more than one";
        case Integer _ -> "one";
        case Number _ -> "number";
        case CharSequence text when text.isEmpty() -> "nothing";
        case CharSequence text -> text.toString();
        case Iterable<?> _ -> "several";
        default -> "else";
      };
    }

    private static String byConstant(@Nullable Object of) {
      return switch (of) {
        case String text when text.equals("text") -> "text";
        case String other -> "not " + other;
        case null, default -> "none";
      };
    }

    private static int byComponent(@Nullable Object of) {
      return switch (of) {
        case All(var _, var truth, _, _, _, int whole, _, _, _, _) when truth -> whole;
        case All(var _, var _, byte small, _, _, _, _, _, _, _) -> small;
        case None() -> 0;
        case null, default -> -1;
      };
    }
  }

  private static final List<Class<?>> SAMPLES =
      List.of(Behaviour.class, All.class, None.class, Kind.class, Kind.Known.class);

  @Test
  void whatIsDirectDoesTheSame() throws Exception {
    Object several = new Object();

    @SuppressWarnings("unchecked") // it is Behaviour, as another loader knows it
    var direct = (Function<Object, String>) copies.made(Behaviour.class);

    assertThat(direct.apply(several)).isEqualTo(new Behaviour().apply(several));
  }

  @Test
  void nothingIsLinkedAnewAnyMore() throws Exception {
    for (Class<?> sample : SAMPLES) {
      assertThat(linkedAnew(Copies.content(sample.getName()))).as("before").isNotEmpty();
      assertThat(linkedAnew(copies.copy(sample.getName()))).as("after").isEmpty();
    }
  }

  @Test
  void aClassWithoutSuchCallsStaysAsItIs() throws Exception {
    byte[] content = Copies.content(DirectCallsTest.class.getName());

    assertThat(calls.of(Copies.FORM.parse(content), content)).isSameAs(content);
  }

  private static List<String> linkedAnew(byte[] content) {
    return Copies.FORM.parse(content).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(CodeModel::elementStream)
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast)
        .map(call -> call.bootstrapMethod().methodName() + " " + call.name())
        .filter(call -> call.matches("typeSwitch .*|bootstrap (equals|hashCode)"))
        .toList();
  }
}
