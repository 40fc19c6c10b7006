package dev.kprov.launch;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Jackson's parsers make four decimals before they read anything: the limits of {@code int} and
 * {@code long}, for decimals that somebody wants as one of these. Whoever makes the first decimal
 * of JDK 25 waits until 5 to the power of 65536 is computed ({@code BigDecimal.FIVE_TO_2_TO}),
 * which takes 20 ms at a start. So each is made where it is needed.
 */
final class LateDecimals {

  private static final String PARSERS = "tools/jackson/core/base/";
  private static final ClassDesc DECIMAL = BigDecimal.class.describeConstable().orElseThrow();
  private static final ClassDesc INTEGER = BigInteger.class.describeConstable().orElseThrow();

  private final ClassFile form;

  LateDecimals(ClassFile form) {
    this.form = form;
  }

  /** The class with late decimals; its content where it is no parser of Jackson. */
  byte[] of(ClassModel read, byte[] content) {
    return read.thisClass().asInternalName().startsWith(PARSERS)
        ? form.transformClass(
            read, ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(Copy::new)))
        : content;
  }

  /** Code on its way: what would make a decimal is held back until it is known to keep it. */
  private static final class Copy implements CodeTransform {

    /** What a decimal takes: new, dup, the integer, the constructor, and the field to keep it. */
    private static final int WHOLE = 5;

    private final List<CodeElement> held = new ArrayList<>();

    @Override
    public void accept(CodeBuilder code, CodeElement part) {
      if (!continues(part)) {
        atEnd(code);
      }
      if (continues(part)) {
        held.add(part);
      } else if (part instanceof FieldInstruction field && isLimit(field, Opcode.GETSTATIC)) {
        make(code, field);
      } else {
        code.with(part);
      }
      if (held.size() == WHOLE) {
        held.clear();
      }
    }

    @Override
    public void atEnd(CodeBuilder code) {
      held.forEach(code::with);
      held.clear();
    }

    private boolean continues(CodeElement part) {
      return switch (held.size()) {
        case 0 ->
            part instanceof NewObjectInstruction made
                && made.className().asSymbol().equals(DECIMAL);
        case 1 -> part instanceof StackInstruction stack && stack.opcode() == Opcode.DUP;
        case 2 -> part instanceof FieldInstruction field && field.typeSymbol().equals(INTEGER);
        case 3 -> part instanceof InvokeInstruction call && call.owner().asSymbol().equals(DECIMAL);
        default -> part instanceof FieldInstruction field && isLimit(field, Opcode.PUTSTATIC);
      };
    }

    private static boolean isLimit(FieldInstruction field, Opcode opcode) {
      return field.opcode() == opcode
          && field.typeSymbol().equals(DECIMAL)
          && field.name().stringValue().startsWith("BD_");
    }

    private static void make(CodeBuilder code, FieldInstruction limit) {
      code.new_(DECIMAL)
          .dup()
          .getstatic(
              limit.owner().asSymbol(),
              limit.name().stringValue().replaceFirst("BD_", "BI_"),
              INTEGER)
          .invokespecial(
              DECIMAL, ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, INTEGER));
    }
  }
}
