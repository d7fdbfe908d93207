// The sizes that properties try: without this an array of `maxLength: 40` never has more than ten elements.
import fc from 'fast-check'

fc.configureGlobal({ ...fc.readConfigureGlobal(), defaultSizeToMaxWhenMaxSpecified: true })
