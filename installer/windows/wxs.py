"""The source of the .msi, and the texts that wixl cannot write.

A file's component keeps its identity as long as the file keeps its place, and a newer version takes the older one out first: so an
upgrade leaves nothing behind. Nothing here names a ledger or a setting; those lie with their users, and stay.
"""
import hashlib
import uuid
from xml.sax.saxutils import quoteattr

UPGRADE_CODE = 'C3D1B4B0-6E0B-4B0C-9C39-0B3E2B9B7F61'
NAMESPACE = uuid.UUID(UPGRADE_CODE)

# Everybody may read what the site decided, and only administrators may write it: below %ProgramData% everybody could else lay a file.
SITE_RIGHTS = 'D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)'

STATEMENTS = [
    "UPDATE `Property` SET `Value` = '窓口' WHERE `Property` = 'ProductName'",
    "UPDATE `Shortcut` SET `Name` = 'MADOGUCH|窓口' WHERE `Shortcut` = 'StartMenu'",
    "UPDATE `Shortcut` SET `Description` = 'PCサポートデスクの台帳' WHERE `Shortcut` = 'StartMenu'",
    "UPDATE `LaunchCondition` SET `Description` = 'より新しい版の窓口が入っています。' WHERE `Condition` = 'NOT WIX_DOWNGRADE_DETECTED'",
    'CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL, `Table` CHAR(32) NOT NULL,'
    ' `SDDLText` LONGCHAR NOT NULL, `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)',
    'INSERT INTO `MsiLockPermissionsEx` (`MsiLockPermissionsEx`, `LockObject`, `Table`, `SDDLText`)'
    f" VALUES ('SiteRights', 'SITEDIR', 'CreateFolder', '{SITE_RIGHTS}')",
]


def document(tree, version):
    """The tree is the folder tree beside the document, the icon is beside it too."""
    components = []
    return f'''<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="{guid('product ' + version)}" Name="Madoguchi" Language="1041" Codepage="932" Version="{version}" Manufacturer="Madoguchi"
      UpgradeCode="{UPGRADE_CODE}">
    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Languages="1041" Description="Madoguchi {version}"/>
    <MajorUpgrade DowngradeErrorMessage="A newer version is installed."/>
    <Media Id="1" Cabinet="files.cab" EmbedCab="yes"/>
    <Icon Id="madoguchi.ico" SourceFile="madoguchi.ico"/>
    <Property Id="ARPPRODUCTICON" Value="madoguchi.ico"/>
    <Property Id="ARPNOMODIFY" Value="1"/>
    <Directory Id="TARGETDIR" Name="SourceDir">
      <Directory Id="ProgramFiles64Folder">
        <Directory Id="INSTALLDIR" Name="Madoguchi">
{folder(tree, tree, components)}
        </Directory>
      </Directory>
      <Directory Id="ProgramMenuFolder"/>
      <Directory Id="CommonAppDataFolder">
        <Directory Id="SITEDIR" Name="Madoguchi">
          <Component Id="SiteFolder" Guid="{guid('site folder')}" Win64="yes"><CreateFolder/></Component>
        </Directory>
      </Directory>
    </Directory>
    <Feature Id="Main" Level="1">
      <ComponentRef Id="SiteFolder"/>
      {"".join(f'<ComponentRef Id="{component}"/>' for component in components)}
    </Feature>
  </Product>
</Wix>
'''


def folder(tree, path, components):
    """The files and folders below a folder; their components' names go into the list."""
    lines = []
    for file in sorted(path.iterdir()):
        name = file.relative_to(tree).as_posix()
        number = hashlib.sha256(name.encode()).hexdigest()[:16]
        if file.is_dir():
            lines.append(f'<Directory Id="d{number}" Name={quoteattr(file.name)}>{folder(tree, file, components)}</Directory>')
            continue
        components.append(f'c{number}')
        lines.append(f'<Component Id="c{number}" Guid="{guid("file " + name)}" Win64="yes"><File Id="f{number}" KeyPath="yes" '
                     f'Name={quoteattr(file.name)} Source={quoteattr(f"tree/{name}")}/>{shortcut(name)}</Component>')
    return '\n'.join(lines)


def shortcut(name):
    """One that names the file: an advertised one would repair the installation when a file was touched."""
    if name != 'bin/madoguchi.exe':
        return ''
    return ('<Shortcut Id="StartMenu" Directory="ProgramMenuFolder" Name="Madoguchi" Target="[INSTALLDIR]bin\\madoguchi.exe" Icon="madoguchi.ico"'
            ' IconIndex="0"/>')


def guid(what):
    return str(uuid.uuid5(NAMESPACE, what)).upper()
