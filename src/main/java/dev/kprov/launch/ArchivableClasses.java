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
import java.nio.ByteBuffer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of one jar as the JVM's cache takes them in, with all that they need. Those from
 * before Java 6 get the stack maps (JVMS 4.7.4) by which the JVM checks them, and the version of
 * Java 8; those with calls for which the JVM would make classes get direct ones; Jackson's make no
 * decimals that nobody asked for.
 */
final class ArchivableClasses {

  private static final int MAGIC = 0xCAFEBABE;

  private final JarFile jar;
  private final ClassFile form;
  private final DirectCalls direct;
  private final LateDecimals decimals;

  ArchivableClasses(JarFile jar) {
    this.jar = jar;
    this.form =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(this::content)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    this.direct = new DirectCalls(form);
    this.decimals = new LateDecimals(form);
  }

  /** The content of an entry; as it is where that is no class, or one that can stay as it is. */
  byte[] archivable(byte[] content) {
    if (!isClass(content)) {
      return content;
    }
    ClassModel read = form.parse(content);
    if (read.majorVersion() < ClassFile.JAVA_6_VERSION) {
      return modern(read);
    }
    byte[] late = decimals.of(read, content);
    return direct.of(form.parse(late), late);
  }

  private byte[] modern(ClassModel old) {
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
    return content.length > Long.BYTES && ByteBuffer.wrap(content).getInt() == MAGIC;
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
