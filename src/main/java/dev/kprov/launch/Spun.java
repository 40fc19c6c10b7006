package dev.kprov.launch;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.runtime.ObjectMethods;
import java.lang.runtime.SwitchBootstraps;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a class that the JVM would spin for a call does, as the body of a static method. */
sealed interface Spun {

  ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();

  /** Writes the body; the method has the type of the call. */
  void write(CodeBuilder code);

  /** What a call is linked to; nothing for those that the JVM's cache keeps, and for rare ones. */
  static Optional<Spun> of(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    List<ConstantDesc> given = call.bootstrapArgs();
    if (isOf(bootstrap, SwitchBootstraps.class)) {
      return bootstrap.methodName().equals("typeSwitch")
              && given.stream().allMatch(ClassDesc.class::isInstance)
          ? Optional.of(new TypeSwitch(all(given, ClassDesc.class)))
          : Optional.empty();
    }
    if (!isOf(bootstrap, ObjectMethods.class)) {
      return Optional.empty();
    }
    ClassDesc type = (ClassDesc) given.getFirst();
    List<DirectMethodHandleDesc> components =
        all(given.subList(2, given.size()), DirectMethodHandleDesc.class);
    if (components.stream().anyMatch(one -> one.kind() != DirectMethodHandleDesc.Kind.GETTER)) {
      return Optional.empty();
    }
    return switch (call.name().stringValue()) {
      case "equals" -> Optional.of(new Equality(type, components));
      case "hashCode" -> Optional.of(new HashCode(type, components));
      default -> Optional.empty();
    };
  }

  private static boolean isOf(DirectMethodHandleDesc bootstrap, Class<?> type) {
    return bootstrap.owner().equals(type.describeConstable().orElseThrow());
  }

  private static <T> List<T> all(List<ConstantDesc> given, Class<T> type) {
    return given.stream().map(type::cast).toList();
  }

  private static void component(
      CodeBuilder code, int record, ClassDesc type, DirectMethodHandleDesc getter) {
    code.aload(record).getfield(type, getter.methodName(), getter.invocationType().returnType());
  }

  private static ClassDesc wrapper(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case CHAR -> ConstantDescs.CD_Character;
      case SHORT -> ConstantDescs.CD_Short;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalArgumentException(primitive + " has no wrapper");
    };
  }

  /**
   * Which type an object is the first of, from a number on: {@link SwitchBootstraps#typeSwitch}.
   *
   * @param types of its cases, in their order
   */
  record TypeSwitch(List<ClassDesc> types) implements Spun {

    private static final int TARGET = 0;
    private static final int FROM = 1;

    @Override
    public void write(CodeBuilder code) {
      Label there = code.newLabel();
      code.aload(TARGET).ifnonnull(there).iconst_m1().ireturn().labelBinding(there);
      for (int i = 0; i < types.size(); i++) {
        Label next = code.newLabel();
        code.iload(FROM).loadConstant(i).if_icmpgt(next);
        code.aload(TARGET).instanceOf(types.get(i)).ifeq(next);
        code.loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(types.size()).ireturn();
    }
  }

  /** {@link Record#equals}. */
  record Equality(ClassDesc type, List<DirectMethodHandleDesc> components) implements Spun {

    private static final int ONE = 0;
    private static final int OBJECT = 1;
    private static final int OTHER = 2;

    @Override
    public void write(CodeBuilder code) {
      Label differ = code.newLabel();
      code.aload(OBJECT).instanceOf(type).ifeq(differ);
      code.aload(OBJECT).checkcast(type).astore(OTHER);
      for (DirectMethodHandleDesc getter : components) {
        component(code, ONE, type, getter);
        component(code, OTHER, type, getter);
        leaveUnlessEqual(code, getter.invocationType().returnType(), differ);
      }
      code.iconst_1().ireturn().labelBinding(differ).iconst_0().ireturn();
    }

    private static void leaveUnlessEqual(CodeBuilder code, ClassDesc component, Label differ) {
      switch (TypeKind.from(component)) {
        case REFERENCE ->
            code.invokestatic(
                    OBJECTS,
                    "equals",
                    MethodTypeDesc.of(
                        ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object))
                .ifeq(differ);
        case LONG, FLOAT, DOUBLE ->
            code.invokestatic(
                    wrapper(component),
                    "compare",
                    MethodTypeDesc.of(ConstantDescs.CD_int, component, component))
                .ifne(differ);
        case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.if_icmpne(differ);
        case VOID -> throw new IllegalStateException("no component is void");
      }
    }
  }

  /** {@link Record#hashCode}. */
  record HashCode(ClassDesc type, List<DirectMethodHandleDesc> components) implements Spun {

    private static final int RECORD = 0;

    @Override
    public void write(CodeBuilder code) {
      code.iconst_0();
      for (DirectMethodHandleDesc getter : components) {
        ClassDesc component = getter.invocationType().returnType();
        boolean primitive = component.isPrimitive();
        code.bipush(31).imul();
        component(code, RECORD, type, getter);
        code.invokestatic(
                primitive ? wrapper(component) : OBJECTS,
                "hashCode",
                MethodTypeDesc.of(
                    ConstantDescs.CD_int, primitive ? component : ConstantDescs.CD_Object))
            .iadd();
      }
      code.ireturn();
    }
  }
}
