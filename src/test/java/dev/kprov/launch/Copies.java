package dev.kprov.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.Constructor;
import java.util.Objects;
import java.util.function.Predicate;

/** Loads changed copies of some classes, and checks their code as the JVM does. */
final class Copies extends ClassLoader {

  static final ClassFile FORM = ClassFile.of();

  /** What changes a class. */
  interface Change {
    byte[] of(ClassModel read, byte[] content);
  }

  private final Change change;
  private final Predicate<String> changed;

  /**
   * @param change what is done to them
   * @param changed tells them by name; all others are shared with the tests
   */
  Copies(Change change, Predicate<String> changed) {
    super(Copies.class.getClassLoader());
    this.change = change;
    this.changed = changed;
  }

  /** A class as it was compiled. */
  static byte[] content(String name) throws IOException {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = Copies.class.getClassLoader().getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    }
  }

  /** The same, changed. */
  byte[] copy(String name) throws IOException {
    byte[] content = content(name);
    return change.of(FORM.parse(content), content);
  }

  /** A new one of a class, as this loader knows it. */
  Object made(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = loadClass(type.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!changed.test(name)) {
      return super.loadClass(name, resolve);
    }
    Class<?> known = findLoadedClass(name);
    return known == null ? define(name) : known;
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try {
      byte[] content = copy(name);
      return defineClass(name, content, 0, content.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
