package io.cadastre.engine.connector;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads the classes of one plugin folder, apart from those of Cadastre and of other plugins: a plugin brings what it
 * needs, in the version it needs, and has nothing that it does not bring. That keeps it running when Cadastre's own
 * libraries change.
 *
 * <p>Three things come from outside. The JDK, because there is one. The connector SPI with the annotations in its
 * signatures, because both sides must mean the same classes by it; a copy in the plugin is ignored. And slf4j, so that
 * what a plugin logs goes where everything goes.
 */
final class PluginClassLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of("io.cadastre.spi.", "org.jspecify.", "org.slf4j.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    /**
     * Loads from jars.
     *
     * @param host has the classes that are shared
     */
    PluginClassLoader(String name, URL[] jars, ClassLoader host) {
        super("plugin " + name, jars, ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    // The parent is the platform, which is asked first: nobody can bring a JDK class of their own.
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return SHARED.stream().anyMatch(name::startsWith) ? host.loadClass(name) : super.loadClass(name, resolve);
    }
}
