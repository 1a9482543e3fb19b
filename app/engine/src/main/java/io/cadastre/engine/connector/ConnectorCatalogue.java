package io.cadastre.engine.connector;

import io.cadastre.engine.connector.CatalogueEntry.Status;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The connectors there are. A broken one is listed with its reason and never stops the others. */
public final class ConnectorCatalogue {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private static final int MOST_PROVIDERS = 1_000;

    private final List<CatalogueEntry> entries = new ArrayList<>();
    private final Map<String, ConnectorModule> modules = new LinkedHashMap<>();

    private final Check check;

    private ConnectorCatalogue(Check check) {
        this.check = check;
    }

    /** Tells what is wrong with a connector. */
    @FunctionalInterface
    public interface Check {
        /** Everything that is wrong, for its author; empty if it can be used. */
        List<String> problems(ConnectorModule module);
    }

    /**
     * Looks for connectors with {@link ServiceLoader}: first those that come with Cadastre, then third-party ones, each
     * folder {@code <plugins>/<name>/} with a class loader of its own.
     *
     * @param loader has the connectors that come with Cadastre
     * @param plugins where the folders are; may be missing
     * @param check what a connector has to pass to be used
     */
    public static ConnectorCatalogue discover(ClassLoader loader, Path plugins, Check check) {
        ConnectorCatalogue catalogue = new ConnectorCatalogue(check);
        catalogue.addAll(loader, "unknown");
        for (PluginFolder folder : PluginFolder.in(plugins)) {
            if (!folder.problems().isEmpty()) {
                catalogue.addBroken(folder.name(), folder.problems());
            }
            if (!folder.jars().isEmpty() && catalogue.addAll(folder.loader(loader), folder.name()) == 0) {
                catalogue.addBroken(
                        folder.name(),
                        List.of("There is no connector in it: its jars have no file META-INF/services/"
                                + ConnectorModule.class.getName() + " that names one."));
            }
        }
        return catalogue;
    }

    /** Gives how many it found, the broken ones included. */
    private int addAll(ClassLoader loader, String place) {
        var providers =
                ServiceLoader.load(ConnectorModule.class, loader).stream().iterator();
        int found = 0;
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return found;
                }
                ServiceLoader.Provider<ConnectorModule> provider = providers.next();
                add(providerName(provider, place), provider);
            } catch (ServiceConfigurationError | LinkageError e) {
                // The loader goes on behind it at the next call.
                addBroken(place, List.of(doesNotLoad(e)));
            }
            found++;
            if (found > MOST_PROVIDERS) {
                addBroken(place, List.of("It names more than " + MOST_PROVIDERS + " connectors."));
                return found;
            }
        }
    }

    private void addBroken(String name, List<String> problems) {
        entries.add(new CatalogueEntry(name, Status.BROKEN, problems, Optional.empty()));
    }

    /** A catalogue of given connectors. */
    public static ConnectorCatalogue of(ConnectorModule... modules) {
        ConnectorCatalogue catalogue = new ConnectorCatalogue(ConnectorCatalogue::problems);
        for (ConnectorModule module : modules) {
            catalogue.add(module.getClass().getName(), () -> module);
        }
        return catalogue;
    }

    private static String providerName(ServiceLoader.Provider<ConnectorModule> provider, String place) {
        try {
            return provider.type().getName();
        } catch (ServiceConfigurationError e) {
            return place;
        }
    }

    // Whatever a plug-in throws, also an Error: it stays out, the others stay in.
    @SuppressWarnings("CatchingUnchecked")
    private void add(String provider, Supplier<ConnectorModule> supplier) {
        ConnectorModule module;
        ConnectorDefinition definition;
        List<String> problems;
        try {
            module = supplier.get();
            definition = module.definition();
            problems = check.problems(module);
        } catch (Exception | LinkageError | ServiceConfigurationError | AssertionError | StackOverflowError e) {
            addBroken(provider, List.of(doesNotLoad(e)));
            return;
        }
        if (!problems.isEmpty()) {
            entries.add(new CatalogueEntry(definition.name(), Status.BROKEN, problems, Optional.of(definition)));
        } else if (modules.putIfAbsent(definition.name(), module) != null) {
            entries.add(new CatalogueEntry(
                    definition.name(),
                    Status.DUPLICATE,
                    List.of("Another connector is called '" + definition.name() + "'; that one is used."),
                    Optional.of(definition)));
        } else {
            entries.add(new CatalogueEntry(definition.name(), Status.AVAILABLE, List.of(), Optional.of(definition)));
        }
    }

    /** What it comes down to, in words for whoever made or installed it. */
    private static String doesNotLoad(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String why = failure.getCause() == null ? failure.toString() : failure.getMessage() + ": " + root;
        return "It does not load: " + why + "."
                + switch (root) {
                    case NoClassDefFoundError missing -> " A jar that it needs is not in its folder.";
                    case ClassNotFoundException missing -> " A jar that it needs is not in its folder.";
                    case IncompatibleClassChangeError changed ->
                        " It was built for another version of Cadastre; get one for this version.";
                    case UnsupportedClassVersionError newer -> " It was built for a newer Java.";
                    default -> "";
                };
    }

    private static List<String> problems(ConnectorModule module) {
        ConnectorDefinition definition = module.definition();
        List<String> problems = new ArrayList<>();
        if (!NAME.matcher(definition.name()).matches()) {
            problems.add("Its name '" + definition.name() + "' is not lower case with hyphens.");
        }
        Set<String> fields = new HashSet<>();
        for (ConfigField field : definition.config()) {
            if (!fields.add(field.name())) {
                problems.add("It declares the setting '" + field.name() + "' twice.");
            }
        }
        problems.addAll(definition.schema().problems());
        return problems;
    }

    /** All that were found, the unusable ones with their reasons. */
    public List<CatalogueEntry> entries() {
        return List.copyOf(entries);
    }

    /** The usable connector of that name. */
    public Optional<ConnectorModule> find(String name) {
        return Optional.ofNullable(modules.get(name));
    }

    /** All usable connectors. */
    public List<ConnectorModule> modules() {
        return List.copyOf(modules.values());
    }
}
