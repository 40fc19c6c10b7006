package dev.kprov.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Class files of one jar, brought from before Java 6 to the version of Java 8: the same code, with
 * the stack maps (JVMS 4.7.4) by which the JVM checks it.
 */
final class ModernClasses {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_6 = ClassFile.JAVA_6_VERSION;

  private final JarFile jar;
  private final ClassFile form;

  ModernClasses(JarFile jar) {
    this.jar = jar;
    this.form =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this::content)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /** The content as it is, or in the newer form where it is an old class. */
  byte[] modern(byte[] content) {
    if (!isClass(content) || form.parse(content).majorVersion() >= JAVA_6) {
      return content;
    }
    ClassModel old = form.parse(content);
    return form.transformClass(
        old,
        ClassTransform.transformingMethodBodies(CodeBuilder::with)
            .andThen((copy, part) ->
                copy.with(
                    part instanceof ClassFileVersion
                        ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                        : part)));
  }

  private static boolean isClass(byte[] content) {
    return content.length > Long.BYTES && java.nio.ByteBuffer.wrap(content).getInt() == MAGIC;
  }

  private @Nullable InputStream content(ClassDesc type) {
    String descriptor = type.descriptorString();
    JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
