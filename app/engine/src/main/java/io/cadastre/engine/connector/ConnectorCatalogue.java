package io.cadastre.engine.connector;

import io.cadastre.engine.connector.CatalogueEntry.Status;
import io.cadastre.spi.ConfigField;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorModule;
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

    private final List<CatalogueEntry> entries = new ArrayList<>();
    private final Map<String, ConnectorModule> modules = new LinkedHashMap<>();

    private ConnectorCatalogue() {}

    /** Looks for connectors with {@link ServiceLoader}. */
    public static ConnectorCatalogue discover(ClassLoader loader) {
        ConnectorCatalogue catalogue = new ConnectorCatalogue();
        ServiceLoader.load(ConnectorModule.class, loader).stream()
                .forEach(provider -> catalogue.add(providerName(provider), provider));
        return catalogue;
    }

    /** A catalogue of given connectors. */
    public static ConnectorCatalogue of(ConnectorModule... modules) {
        ConnectorCatalogue catalogue = new ConnectorCatalogue();
        for (ConnectorModule module : modules) {
            catalogue.add(module.getClass().getName(), () -> module);
        }
        return catalogue;
    }

    private static String providerName(ServiceLoader.Provider<ConnectorModule> provider) {
        try {
            return provider.type().getName();
        } catch (ServiceConfigurationError e) {
            return "unknown";
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
            problems = problems(definition);
        } catch (Exception | LinkageError | ServiceConfigurationError e) {
            entries.add(
                    new CatalogueEntry(provider, Status.BROKEN, List.of("It does not load: " + e), Optional.empty()));
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

    private static List<String> problems(ConnectorDefinition definition) {
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
