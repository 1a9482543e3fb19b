package io.cadastre.spi.model;

import java.util.regex.Pattern;

/**
 * What an entity is in the vocabulary that all connectors share; a label on its node. A question over a class covers
 * every source that has it.
 *
 * <p>The constants are the class names of the JupiterOne data model (<a
 * href="https://github.com/JupiterOne/data-model">source</a>, names only). A connector may declare a new one with
 * {@link #named}.
 *
 * @param name PascalCase, letters and digits
 */
public record EntityClass(String name) {
    private static final Pattern PASCAL_CASE = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");

    public static final EntityClass ACCESS_KEY = new EntityClass("AccessKey");
    public static final EntityClass ACCESS_POLICY = new EntityClass("AccessPolicy");
    public static final EntityClass ACCESS_ROLE = new EntityClass("AccessRole");
    public static final EntityClass ACCOUNT = new EntityClass("Account");
    public static final EntityClass ALERT = new EntityClass("Alert");
    public static final EntityClass APPLICATION = new EntityClass("Application");
    public static final EntityClass APPLICATION_ENDPOINT = new EntityClass("ApplicationEndpoint");
    public static final EntityClass ASSESSMENT = new EntityClass("Assessment");
    public static final EntityClass ATTACKER = new EntityClass("Attacker");
    public static final EntityClass BACKUP = new EntityClass("Backup");
    public static final EntityClass CERTIFICATE = new EntityClass("Certificate");
    public static final EntityClass CHANNEL = new EntityClass("Channel");
    public static final EntityClass CLUSTER = new EntityClass("Cluster");
    public static final EntityClass CODE_COMMIT = new EntityClass("CodeCommit");
    public static final EntityClass CODE_DEPLOY = new EntityClass("CodeDeploy");
    public static final EntityClass CODE_MODULE = new EntityClass("CodeModule");
    public static final EntityClass CODE_REPO = new EntityClass("CodeRepo");
    public static final EntityClass CODE_REVIEW = new EntityClass("CodeReview");
    public static final EntityClass CONFIGURATION = new EntityClass("Configuration");
    public static final EntityClass CONTACT = new EntityClass("Contact");
    public static final EntityClass CONTAINER = new EntityClass("Container");
    public static final EntityClass CONTROL = new EntityClass("Control");
    public static final EntityClass CONTROL_POLICY = new EntityClass("ControlPolicy");
    public static final EntityClass CRYPTO_KEY = new EntityClass("CryptoKey");
    public static final EntityClass DATA_COLLECTION = new EntityClass("DataCollection");
    public static final EntityClass DATA_OBJECT = new EntityClass("DataObject");
    public static final EntityClass DATA_STORE = new EntityClass("DataStore");
    public static final EntityClass DATA_TABLE = new EntityClass("DataTable");
    public static final EntityClass DATABASE = new EntityClass("Database");
    public static final EntityClass DEPLOYMENT = new EntityClass("Deployment");
    public static final EntityClass DEVICE = new EntityClass("Device");
    public static final EntityClass DIRECTORY = new EntityClass("Directory");
    public static final EntityClass DISK = new EntityClass("Disk");
    public static final EntityClass DOCUMENT = new EntityClass("Document");
    public static final EntityClass DOMAIN = new EntityClass("Domain");
    public static final EntityClass DOMAIN_RECORD = new EntityClass("DomainRecord");
    public static final EntityClass DOMAIN_ZONE = new EntityClass("DomainZone");
    public static final EntityClass ENTITLEMENT = new EntityClass("Entitlement");
    public static final EntityClass FINDING = new EntityClass("Finding");
    public static final EntityClass FIREWALL = new EntityClass("Firewall");
    public static final EntityClass FIREWALL_RULE = new EntityClass("FirewallRule");
    public static final EntityClass FRAMEWORK = new EntityClass("Framework");
    public static final EntityClass FUNCTION = new EntityClass("Function");
    public static final EntityClass GATEWAY = new EntityClass("Gateway");
    public static final EntityClass GROUP = new EntityClass("Group");
    public static final EntityClass HOST = new EntityClass("Host");
    public static final EntityClass HOST_AGENT = new EntityClass("HostAgent");
    public static final EntityClass IMAGE = new EntityClass("Image");
    public static final EntityClass INCIDENT = new EntityClass("Incident");
    public static final EntityClass INTERNET = new EntityClass("Internet");
    public static final EntityClass IP_ADDRESS = new EntityClass("IpAddress");
    public static final EntityClass ISSUE = new EntityClass("Issue");
    public static final EntityClass KEY = new EntityClass("Key");
    public static final EntityClass LOGS = new EntityClass("Logs");
    public static final EntityClass MODEL = new EntityClass("Model");
    public static final EntityClass MODULE = new EntityClass("Module");
    public static final EntityClass NETWORK = new EntityClass("Network");
    public static final EntityClass NETWORK_ENDPOINT = new EntityClass("NetworkEndpoint");
    public static final EntityClass NETWORK_INTERFACE = new EntityClass("NetworkInterface");
    public static final EntityClass ORGANIZATION = new EntityClass("Organization");
    public static final EntityClass PACKAGE = new EntityClass("Package");
    public static final EntityClass PR = new EntityClass("PR");
    public static final EntityClass PASSWORD_POLICY = new EntityClass("PasswordPolicy");
    public static final EntityClass PERSON = new EntityClass("Person");
    public static final EntityClass POLICY = new EntityClass("Policy");
    public static final EntityClass PROBLEM = new EntityClass("Problem");
    public static final EntityClass PROCEDURE = new EntityClass("Procedure");
    public static final EntityClass PROCESS = new EntityClass("Process");
    public static final EntityClass PRODUCT = new EntityClass("Product");
    public static final EntityClass PROGRAM = new EntityClass("Program");
    public static final EntityClass PROJECT = new EntityClass("Project");
    public static final EntityClass QUESTION = new EntityClass("Question");
    public static final EntityClass QUEUE = new EntityClass("Queue");
    public static final EntityClass RECORD = new EntityClass("Record");
    public static final EntityClass REPOSITORY = new EntityClass("Repository");
    public static final EntityClass REQUIREMENT = new EntityClass("Requirement");
    public static final EntityClass RESOURCE = new EntityClass("Resource");
    public static final EntityClass REVIEW = new EntityClass("Review");
    public static final EntityClass RISK = new EntityClass("Risk");
    public static final EntityClass ROOT = new EntityClass("Root");
    public static final EntityClass RULE = new EntityClass("Rule");
    public static final EntityClass RULESET = new EntityClass("Ruleset");
    public static final EntityClass SCANNER = new EntityClass("Scanner");
    public static final EntityClass SECRET = new EntityClass("Secret");
    public static final EntityClass SECTION = new EntityClass("Section");
    public static final EntityClass SERVICE = new EntityClass("Service");
    public static final EntityClass SITE = new EntityClass("Site");
    public static final EntityClass STANDARD = new EntityClass("Standard");
    public static final EntityClass SUBSCRIPTION = new EntityClass("Subscription");
    public static final EntityClass TASK = new EntityClass("Task");
    public static final EntityClass TEAM = new EntityClass("Team");
    public static final EntityClass THREAT_INTEL = new EntityClass("ThreatIntel");
    public static final EntityClass TRAINING = new EntityClass("Training");
    public static final EntityClass USER = new EntityClass("User");
    public static final EntityClass USER_GROUP = new EntityClass("UserGroup");
    public static final EntityClass VAULT = new EntityClass("Vault");
    public static final EntityClass VENDOR = new EntityClass("Vendor");
    public static final EntityClass VULNERABILITY = new EntityClass("Vulnerability");
    public static final EntityClass WEAKNESS = new EntityClass("Weakness");
    public static final EntityClass WORKFLOW = new EntityClass("Workflow");
    public static final EntityClass WORKLOAD = new EntityClass("Workload");

    public EntityClass {
        if (!PASCAL_CASE.matcher(name).matches() || name.equals("Entity")) {
            throw new IllegalArgumentException(
                    "Not a class name: '" + name + "'. Use PascalCase, other than 'Entity'.");
        }
    }

    /** A class outside the shared vocabulary, or one of it by name. */
    public static EntityClass named(String name) {
        return new EntityClass(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
