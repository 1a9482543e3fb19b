package io.cadastre.connectors.terraform;

import io.cadastre.connectors.terraform.StateContent.ResourceInstance;
import io.cadastre.connectors.terraform.model.Module;
import io.cadastre.connectors.terraform.model.Provider;
import io.cadastre.connectors.terraform.model.Resource;
import io.cadastre.connectors.terraform.model.State;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.model.EntityRef;
import io.cadastre.spi.step.Emitter;
import io.cadastre.spi.step.StepBody;
import io.cadastre.spi.step.StepContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects all states, each in a scope of its own. One that cannot be read keeps what was known of it. */
final class StateStep implements StepBody {
    private final TerraformSettings settings;

    StateStep(TerraformSettings settings) {
        this.settings = settings;
    }

    @Override
    public void run(StepContext context) throws Exception {
        List<StateSource> sources = StateFiles.sources(settings);
        Map<StateSource, ConnectorException> failures = new LinkedHashMap<>();
        Map<String, StateSource> lineages = new HashMap<>();
        int done = 0;
        for (StateSource source : sources) {
            StateContent content;
            try {
                content = source.read(context, settings);
            } catch (ConnectorException e) {
                failures.put(source, e);
                continue;
            } finally {
                context.progress(++done, sources.size());
            }
            StateSource same = lineages.putIfAbsent(content.lineage(), source);
            if (same == null) {
                state(context, source, content);
            } else {
                context.partial(source.location() + " has the same lineage as " + same.location()
                        + ", so it is a copy of the same state; only the first is read.");
            }
        }
        // Which state an unread one is, only it could tell: so all states may still be there.
        if (!failures.isEmpty() && failures.size() == sources.size()) {
            throw failures.values().iterator().next();
        }
        failures.forEach((source, failure) -> {
            if (failure instanceof ConnectorException.Permission denied) {
                context.denied(denied.permission());
            } else {
                context.partial(source.location() + ": " + failure.getMessage());
            }
        });
    }

    private static void state(StepContext context, StateSource source, StateContent content)
            throws InterruptedException {
        EntityRef<State> state = State.TYPE.ref(content.lineage());
        context.emit(State.TYPE
                .input(content.lineage())
                .displayName(source.name())
                .set(State.NAME, source.name())
                .set(State.LOCATION, source.location())
                .set(State.SERIAL, content.serial())
                .set(State.TERRAFORM_VERSION, content.terraformVersion())
                .build());
        context.scope(state, emitter -> {
            content.problems().forEach(emitter::partial);
            Set<String> modules = new HashSet<>();
            Set<String> providers = new HashSet<>();
            Map<String, List<ResourceInstance>> byConfiguration = new HashMap<>();
            for (ResourceInstance instance : content.instances()) {
                byConfiguration
                        .computeIfAbsent(StateContent.withoutKeys(instance.base()), none -> new ArrayList<>())
                        .add(instance);
            }
            for (ResourceInstance instance : content.instances()) {
                modules(emitter, state, instance.module(), modules);
                provider(emitter, state, instance.provider(), providers);
                resource(emitter, state, instance);
                for (String dependency : instance.dependencies()) {
                    dependency(emitter, state, instance, byConfiguration.getOrDefault(dependency, List.of()));
                }
            }
        });
    }

    private static String key(EntityRef<State> state, String address) {
        return state.key() + "/" + address;
    }

    private static void modules(Emitter emitter, EntityRef<State> state, String address, Set<String> known)
            throws ConnectorException {
        Optional<EntityRef<Module>> outer = Optional.empty();
        for (String each : StateContent.modules(address)) {
            EntityRef<Module> module = Module.TYPE.ref(key(state, each));
            if (known.add(each)) {
                String plain = StateContent.withoutKeys(each);
                emitter.emit(Module.TYPE
                        .input(module.key())
                        .displayName(each)
                        .set(Module.NAME, plain.substring(plain.lastIndexOf('.') + 1))
                        .set(Module.ADDRESS, each)
                        .build());
                emitter.emit(State.MODULES.between(state, module));
                outer.ifPresent(around -> emitter.emit(Module.MODULES.between(around, module)));
            }
            outer = Optional.of(module);
        }
    }

    private static void provider(Emitter emitter, EntityRef<State> state, String source, Set<String> known) {
        if (known.add(source)) {
            EntityRef<Provider> provider = Provider.TYPE.ref(key(state, source));
            String name = source.substring(source.lastIndexOf('/') + 1);
            emitter.emit(Provider.TYPE
                    .input(provider.key())
                    .displayName(name)
                    .set(Provider.NAME, name)
                    .set(Provider.SOURCE, source)
                    .build());
            emitter.emit(State.PROVIDERS.between(state, provider));
        }
    }

    private static void resource(Emitter emitter, EntityRef<State> state, ResourceInstance instance) {
        EntityRef<Resource> resource = Resource.TYPE.ref(key(state, instance.address()));
        Attributes attributes = instance.attributes();
        emitter.emit(Resource.TYPE
                .input(resource.key())
                .displayName(instance.address())
                .set(Resource.NAME, instance.name())
                .set(Resource.ADDRESS, instance.address())
                .set(Resource.RESOURCE_TYPE, instance.type())
                .set(Resource.MODE, instance.managed() ? "managed" : "data")
                .set(Resource.INDEX_KEY, instance.indexKey())
                .set(Resource.PROVIDER_ALIAS, instance.providerAlias())
                .set(Resource.TAINTED, instance.tainted())
                .set(Resource.DEPOSED, instance.deposed())
                .set(Resource.RESOURCE_ID, attributes.text("id"))
                .set(Resource.RESOURCE_NAME, attributes.text("name", "bucket", "identifier"))
                .set(Resource.ARN, attributes.text("arn"))
                .set(Resource.REGION, attributes.text("region", "location"))
                .set(Resource.ZONE, attributes.text("availability_zone", "zone"))
                .set(
                        Resource.INSTANCE_TYPE,
                        attributes.text("instance_type", "instance_class", "machine_type", "vm_size", "node_type"))
                .set(Resource.IMAGE_ID, attributes.text("ami", "image_id"))
                .set(Resource.ENGINE, attributes.text("engine"))
                .set(Resource.VERSION, attributes.text("engine_version", "version"))
                .set(Resource.ENCRYPTED, attributes.flag("encrypted", "storage_encrypted"))
                .set(Resource.PUBLIC, attributes.flag("publicly_accessible", "public_network_access_enabled"))
                .set(Resource.ENABLED, attributes.flag("enabled"))
                .set(
                        Resource.DELETION_PROTECTION,
                        attributes.flag("deletion_protection", "deletion_protection_enabled"))
                .set(
                        Resource.PRIVATE_ADDRESSES,
                        attributes.texts("private_ip", "private_ips", "private_ip_address", "private_ip_addresses"))
                .set(
                        Resource.PUBLIC_ADDRESSES,
                        attributes.texts("public_ip", "public_ip_address", "public_ip_addresses"))
                .set(Resource.TAGS, attributes.entries("tags", "labels"))
                .build());
        emitter.emit(State.RESOURCES.between(state, resource));
        emitter.emit(Provider.RESOURCES.between(Provider.TYPE.ref(key(state, instance.provider())), resource));
        if (!instance.module().isEmpty()) {
            emitter.emit(Module.RESOURCES.between(Module.TYPE.ref(key(state, instance.module())), resource));
        }
        if (instance.managed() && instance.type().equals("github_repository")) {
            attributes.text("full_name").ifPresent(name -> emitter.emit(Resource.REPOSITORY.to(resource, name)));
        }
        if (instance.managed() && instance.type().equals("docker_image")) {
            attributes
                    .text("repo_digest")
                    .filter(digest -> digest.contains("@sha256:"))
                    .ifPresent(digest ->
                            emitter.emit(Resource.IMAGE.to(resource, digest.substring(digest.indexOf('@') + 1))));
        }
    }

    /**
     * A state names what an instance depends on as the configuration does, without keys. Within one module that is the
     * same instance of the module; elsewhere it may be any.
     */
    private static void dependency(
            Emitter emitter, EntityRef<State> state, ResourceInstance from, List<ResourceInstance> candidates) {
        String around = StateContent.withoutKeys(from.module());
        for (ResourceInstance to : candidates) {
            boolean otherModule = !StateContent.withoutKeys(to.module()).equals(around);
            if (otherModule || to.module().equals(from.module())) {
                emitter.emit(Resource.DEPENDENCIES.between(
                        Resource.TYPE.ref(key(state, from.address())), Resource.TYPE.ref(key(state, to.address()))));
            }
        }
    }
}
