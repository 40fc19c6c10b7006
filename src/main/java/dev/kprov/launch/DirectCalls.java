package dev.kprov.launch;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Calls that the JVM links anew at each start, by making a class that its cache does not keep:
 * those of a switch over types, and of what a record inherits. They become calls of a method beside
 * them that does the same, and is kept. What javac leaves to the start, it leaves so that a JVM may
 * do it better one day; none does.
 */
final class DirectCalls {

  private static final int BESIDE =
      AccessFlag.PRIVATE.mask() | AccessFlag.STATIC.mask() | AccessFlag.SYNTHETIC.mask();

  private final ClassFile form;

  DirectCalls(ClassFile form) {
    this.form = form;
  }

  /** The class with direct calls; its content where there is nothing to make direct. */
  byte[] of(ClassModel read, byte[] content) {
    return read.methods().stream().anyMatch(DirectCalls::isLinkedAnew)
        ? form.transformClass(read, ClassTransform.ofStateful(() -> new Copy(read)))
        : content;
  }

  private static boolean isLinkedAnew(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .anyMatch(part -> spun(part).isPresent());
  }

  private static Optional<Spun> spun(CodeElement part) {
    return part instanceof InvokeDynamicInstruction call ? Spun.of(call) : Optional.empty();
  }

  /** One class on its way. */
  private static final class Copy implements ClassTransform {

    private final ClassModel original;
    private final Map<String, Beside> beside = new TreeMap<>();

    /** A method that is added. */
    private record Beside(MethodTypeDesc type, Spun body) {}

    Copy(ClassModel original) {
      this.original = original;
    }

    @Override
    public void accept(ClassBuilder copy, ClassElement part) {
      if (part instanceof MethodModel method && isLinkedAnew(method)) {
        copy.transformMethod(method, MethodTransform.transformingCode(this::copy));
      } else {
        copy.with(part);
      }
    }

    private void copy(CodeBuilder code, CodeElement part) {
      Optional<Spun> body = spun(part);
      if (body.isPresent() && part instanceof InvokeDynamicInstruction call) {
        // Calls of the same constant are the same.
        String name = "direct$" + call.invokedynamic().index();
        beside.put(name, new Beside(call.typeSymbol(), body.get()));
        code.invokestatic(
            original.thisClass().asSymbol(),
            name,
            call.typeSymbol(),
            original.flags().has(AccessFlag.INTERFACE));
      } else {
        code.with(part);
      }
    }

    @Override
    public void atEnd(ClassBuilder copy) {
      beside.forEach(
          (name, method) -> copy.withMethodBody(name, method.type(), BESIDE, method.body()::write));
    }
  }
}
